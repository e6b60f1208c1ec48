import { Link, page, useForm, useReflex } from 'reflex-adonis/react'
import ForgotPasswordState from '#states/auth/forgot_password_state'
import { AuthPage } from '../../components/auth/auth_page'
import { Field, FormError } from '../../components/auth/fields'

export default page(
  {
    route: '/forgot-password',
    title: 'Forgot your password?',
  },
  () => {
    const { labels, send } = useReflex(ForgotPasswordState)
    const form = useForm(send)
    return (
      <AuthPage title={labels.title} lead={labels.lead}>
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
          <button className="button button-primary button-large" disabled={form.pending}>
            {labels.submit}
          </button>
        </form>
        <p>
          <Link to="/login">{labels.back}</Link>
        </p>
      </AuthPage>
    )
  }
)
