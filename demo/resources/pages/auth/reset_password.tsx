import { page, useForm, useReflex } from 'reflex-adonis/react'
import ResetPasswordState from '#states/auth/reset_password_state'
import { AuthPage } from '../../components/auth/auth_page'
import { FormError, NewPassword } from '../../components/auth/fields'

export default page(
  {
    route: '/reset-password',
    title: 'Choose a new password',
    onLoad: [ResetPasswordState, 'open'],
  },
  () => {
    const { labels, token, choose } = useReflex(ResetPasswordState)
    const form = useForm(choose)
    return (
      <AuthPage title={labels.title}>
        <form action={form.action}>
          <FormError form={form} />
          <input type="hidden" name="token" value={token} />
          <NewPassword form={form} labels={labels} />
          <button className="button button-primary button-large" disabled={form.pending}>
            {labels.submit}
          </button>
        </form>
      </AuthPage>
    )
  }
)
