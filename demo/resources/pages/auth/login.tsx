import { Link, page, useForm, useI18n, useReflex } from 'reflex-adonis/react'
import LoginState from '#states/auth/login_state'
import { AuthPage } from '../../components/auth/auth_page'
import { Field, FormError } from '../../components/auth/fields'
import { PasskeyLogin } from '../../components/auth/passkey_login'

export default page({ route: '/login', title: 'Log in', middleware: ['guest'] }, () => {
  const { labels, login } = useReflex(LoginState)
  const { t } = useI18n()
  const form = useForm(login)
  const lead = t('login.lead', {
    shopper: 'shopper@example.com',
    admin: 'admin@example.com',
    password: 'secret123',
  })
  return (
    <AuthPage title={labels.title} lead={lead}>
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
        <button className="button button-primary button-large" disabled={form.pending}>
          {labels.submit}
        </button>
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
