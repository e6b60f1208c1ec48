import { page, useForm, useReflex } from 'reflex-adonis/react'
import VerifyEmailState from '#states/auth/verify_email_state'
import { AuthPage } from '../../components/auth/auth_page'
import { Field, FormError } from '../../components/auth/fields'

export default page(
  {
    route: '/verify-email',
    title: 'Verify your email address',
    onLoad: [VerifyEmailState, 'open'],
  },
  () => {
    const { labels, token, verify, resend } = useReflex(VerifyEmailState)
    const form = useForm(verify)
    const again = useForm(resend)
    return (
      <AuthPage title={labels.title}>
        {token && (
          <form action={form.action}>
            <p>{labels.lead}</p>
            <FormError form={form} />
            <input type="hidden" name="token" value={token} />
            <button className="button button-primary button-large" disabled={form.pending}>
              {labels.submit}
            </button>
          </form>
        )}
        <section>
          <p>{labels.resendLead}</p>
          <form action={again.action}>
            <FormError form={again} />
            <Field
              form={again}
              name="email"
              label={labels.email}
              type="email"
              autoComplete="username"
              required
            />
            <button className="button" disabled={again.pending}>
              {labels.resend}
            </button>
          </form>
        </section>
      </AuthPage>
    )
  }
)
