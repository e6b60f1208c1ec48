/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useForm, useReflex } from 'reflex-adonis/react'
import FormsState from '#states/forms_state'

function Row({ id }: { id: number }) {
  const forms = useReflex(FormsState)
  const form = useForm(forms.rename, { key: id })
  return (
    <form action={form.action} aria-label={`Row ${id}`} aria-busy={form.pending}>
      <input type="hidden" name="id" value={id} />
      <input name="name" aria-label={`Name ${id}`} defaultValue={String(form.input.name ?? '')} />
      <button>Rename {id}</button>
      <p id={`error-${id}`}>{form.errors.name}</p>
      <p id={`result-${id}`}>{form.result?.renamed}</p>
    </form>
  )
}

/** A list whose rows have a form each, of one event. */
export default page({ route: '/rows', title: 'Rows' }, () => (
  <main>
    {[1, 2, 3].map((id) => (
      <Row key={id} id={id} />
    ))}
    <p id="last">{useReflex(FormsState).errors.name}</p>
  </main>
))
