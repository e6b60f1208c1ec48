/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useForm, useReflex } from 'reflex-adonis/react'
import UndoEmailState from '#states/auth/undo_email_state'
import { AuthPage } from '../../components/auth/auth_page'
import { FormError } from '../../components/auth/fields'

export default page(
  {
    route: '/undo-email',
    title: 'Undo the change of your address',
    onLoad: [UndoEmailState, 'open'],
  },
  () => {
    const { labels, token, undo } = useReflex(UndoEmailState)
    const form = useForm(undo)
    return (
      <AuthPage title={labels.title} lead={labels.lead}>
        <form action={form.action}>
          <FormError form={form} />
          <input type="hidden" name="token" value={token} />
          <button disabled={form.pending}>{labels.submit}</button>
        </form>
      </AuthPage>
    )
  }
)
