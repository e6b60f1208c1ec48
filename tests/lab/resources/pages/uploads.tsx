/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useForm, useReflex, useUpload } from 'reflex-adonis/react'
import type { ReflexUpload } from 'reflex-adonis/react'
import UploadsState from '#states/uploads_state'

export default page({ route: '/uploads', title: 'Uploads' }, () => {
  const uploads = useReflex(UploadsState)
  const form = useForm(uploads.picture)
  const pictures = useUpload(UploadsState, 'pictures')
  const any = useUpload(UploadsState, 'any')
  return (
    <main>
      <button onClick={() => uploads.increment()}>Counted {uploads.count}</button>
      <output id="seen">{JSON.stringify(uploads.seen)}</output>
      <form action={form.action}>
        <input name="title" aria-label="Title" />
        <input type="file" name="picture" aria-label="Picture" />
        <button>Send picture</button>
        <p role="alert">{form.errors.picture}</p>
        <p id="sent">{uploads.title}</p>
      </form>
      <section aria-label="Pictures" {...pictures.dropZone} {...pictures.paste}>
        <input aria-label="Pictures" {...pictures.input} />
        <Files upload={pictures} />
      </section>
      <section aria-label="Any">
        <input aria-label="Any" {...any.input} />
        <Files upload={any} />
      </section>
    </main>
  )
})

function Files({ upload }: { upload: ReflexUpload }) {
  return (
    <ul>
      {upload.files.map((file) => (
        <li key={file.id} data-status={file.status}>
          {file.preview && <img alt={file.name} src={file.preview} />}
          {file.name} <progress value={file.progress} max={100} />
          <span role="alert">{file.error}</span>
          <button onClick={() => upload.cancel(file.id)}>Cancel</button>
          <button onClick={() => upload.retry(file.id)}>Retry</button>
        </li>
      ))}
    </ul>
  )
}
