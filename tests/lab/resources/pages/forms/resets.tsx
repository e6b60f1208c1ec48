/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useActionState, useState } from 'react'
import { page, useReflex } from 'reflex-adonis/react'
import FormsState from '#states/forms_state'

/** Forms whose action takes its time. */
export default page({ route: '/resets', title: 'Resets' }, () => {
  const forms = useReflex(FormsState)
  const [agreed, setAgreed] = useState(false)
  const [size, setSize] = useState('s')
  const [, queued] = useActionState(forms.saveSlowly, undefined)
  return (
    <main>
      <form action={forms.saveSlowly} aria-label="held">
        <label>
          Agreed
          <input
            type="checkbox"
            name="agreed"
            checked={agreed}
            onChange={(change) => setAgreed(change.target.checked)}
          />
        </label>
        <label>
          Size
          <select name="size" value={size} onChange={(change) => setSize(change.target.value)}>
            <option>s</option>
            <option>m</option>
          </select>
        </label>
        <label>
          Text <input name="text" />
        </label>
        <label>
          Other <input name="other" />
        </label>
        <button>Save</button>
        <button type="reset">Empty</button>
      </form>
      <form action={queued} aria-label="queued">
        <button name="text" value="queued">
          Queue
        </button>
      </form>
      <form action={forms.saveSlowly.repeatable} aria-label="repeatable">
        <button name="text" value="again">
          Again
        </button>
      </form>
      <p id="state">{JSON.stringify({ agreed, size })}</p>
      <pre id="saved">{forms.saved.join('\n')}</pre>
    </main>
  )
})
