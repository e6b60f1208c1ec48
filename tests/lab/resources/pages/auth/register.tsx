/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useForm, useReflex } from 'reflex-adonis/react'
import RegisterState from '#states/auth/register_state'
import { AuthPage } from '../../components/auth/auth_page'
import { Field, FormError, NewPassword } from '../../components/auth/fields'

export default page({ route: '/register', title: 'Create an account' }, () => {
  const { labels, register } = useReflex(RegisterState)
  const form = useForm(register)
  return (
    <AuthPage title={labels.title}>
      <form action={form.action}>
        <FormError form={form} />

        <Field form={form} name="fullName" label={labels.fullName} autoComplete="name" />

        <Field
          form={form}
          name="email"
          label={labels.email}
          type="email"
          autoComplete="username"
          required
        />
        <NewPassword form={form} labels={labels} />
        <button disabled={form.pending}>{labels.submit}</button>
      </form>
      <p>
        <Link to="/login">{labels.login}</Link>
      </p>
    </AuthPage>
  )
})
