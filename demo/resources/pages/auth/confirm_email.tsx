import { page, useForm, useReflex } from 'reflex-adonis/react'
import ConfirmEmailState from '#states/auth/confirm_email_state'
import { AuthPage } from '../../components/auth/auth_page'
import { FormError } from '../../components/auth/fields'

export default page(
  {
    route: '/confirm-email',
    title: 'Confirm your new email address',
    onLoad: [ConfirmEmailState, 'open'],
  },
  () => {
    const { labels, token, confirm } = useReflex(ConfirmEmailState)
    const form = useForm(confirm)
    return (
      <AuthPage title={labels.title} lead={labels.lead}>
        <form action={form.action}>
          <FormError form={form} />
          <input type="hidden" name="token" value={token} />
          <button className="button button-primary button-large" disabled={form.pending}>
            {labels.submit}
          </button>
        </form>
      </AuthPage>
    )
  }
)
