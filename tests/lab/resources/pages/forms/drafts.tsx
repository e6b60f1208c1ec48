/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useState } from 'react'
import { page, useReflex } from 'reflex-adonis/react'
import FormsState from '#states/forms_state'

/** Fields whose value React or the server holds. */
export default page({ route: '/drafts', title: 'Drafts' }, () => {
  const forms = useReflex(FormsState)
  const [terms, setTerms] = useState(false)
  const [text, setText] = useState('')
  const [size, setSize] = useState('s')
  return (
    <form action={forms.save}>
      <label>
        <input
          type="checkbox"
          name="agreed"
          checked={terms}
          onChange={(change) => setTerms(change.target.checked)}
        />
        Terms
      </label>
      <label>
        Text
        <input name="text" value={text} onChange={(change) => setText(change.target.value)} />
      </label>
      <label>
        Size
        <select name="size" value={size} onChange={(change) => setSize(change.target.value)}>
          <option>s</option>
          <option>m</option>
        </select>
      </label>
      <label>
        Plain <input name="plain" />
      </label>
      <label>
        Card <input name="card" autoComplete="section-a billing cc-number" />
      </label>
      <label>
        Motto
        <input
          name="motto"
          value={forms.motto}
          onChange={(change) => forms.setMotto(change.target.value)}
        />
      </label>
      <button disabled={!terms || text === '' || size === 's'}>Order</button>
    </form>
  )
})
