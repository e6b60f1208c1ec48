/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useForm, useReflex } from 'reflex-adonis/react'
import LoginState from '#states/auth/login_state'
import { AuthPage } from '../../components/auth/auth_page'
import { Field, FormError } from '../../components/auth/fields'
import { PasskeyLogin } from '../../components/auth/passkey_login'

export default page({ route: '/login', title: 'Log in' }, () => {
  const { labels, login } = useReflex(LoginState)
  const form = useForm(login)
  return (
    <AuthPage title={labels.title}>
      <form action={form.action}>
        <FormError form={form} />
        <Field
          form={form}
          name="email"
          label={labels.email}
          type="email"
          autoComplete="username"
          required
        />
        <Field
          form={form}
          name="password"
          label={labels.password}
          type="password"
          autoComplete="current-password"
          required
        />

        <label>
          <input type="checkbox" name="remember" /> {labels.remember}
        </label>

        <button disabled={form.pending}>{labels.submit}</button>
      </form>

      <PasskeyLogin labels={labels} />

      <p>
        <Link to="/forgot-password">{labels.forgot}</Link>
      </p>

      <p>
        <Link to="/register">{labels.register}</Link>
      </p>
    </AuthPage>
  )
})
