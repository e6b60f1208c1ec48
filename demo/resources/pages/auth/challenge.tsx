import { Link, page, useForm, useReflex } from 'reflex-adonis/react'
import ChallengeState from '#states/auth/challenge_state'
import { AuthPage } from '../../components/auth/auth_page'
import { Field, FormError } from '../../components/auth/fields'

export default page(
  {
    route: '/login/code',
    title: 'Log in',
    middleware: ['guest'],
    onLoad: [ChallengeState, 'open'],
  },
  () => {
    const { labels, confirm } = useReflex(ChallengeState)
    const form = useForm(confirm)
    return (
      <AuthPage title={labels.title} lead={labels.lead}>
        <form action={form.action}>
          <FormError form={form} />
          <Field
            form={form}
            name="code"
            label={labels.code}
            autoComplete="one-time-code"
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
