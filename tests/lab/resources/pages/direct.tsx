/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useForm, useReflex, useUpload } from 'reflex-adonis/react'
import DirectState from '#states/direct_state'

export default page({ route: '/direct', title: 'Direct uploads' }, () => {
  const direct = useReflex(DirectState)
  const form = useForm(direct.picture)
  const any = useUpload(DirectState, 'any')
  return (
    <main>
      <output id="keys">{direct.keys.join()}</output>
      <output id="seen">{direct.seen.join()}</output>
      <form action={form.action}>
        <input type="file" name="picture" aria-label="Picture" />
        <button>Send picture</button>
        <p role="alert">{form.errors.picture}</p>
      </form>
      <section aria-label="Any">
        <input aria-label="Any" {...any.input} />
        <ul>
          {any.files.map((file) => (
            <li key={file.id} data-status={file.status}>
              {file.name} <progress value={file.progress} max={100} />
              <span role="alert">{file.error}</span>
              <button onClick={() => any.cancel(file.id)}>Cancel</button>
              <button onClick={() => any.retry(file.id)}>Retry</button>
            </li>
          ))}
        </ul>
      </section>
    </main>
  )
})
