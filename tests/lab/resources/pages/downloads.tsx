/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useForm, useReflex } from 'reflex-adonis/react'
import DownloadsState from '#states/downloads_state'

export default page({ route: '/downloads', title: 'Downloads' }, () => {
  const downloads = useReflex(DownloadsState)
  const form = useForm(downloads.form)
  return (
    <main>
      <button onClick={() => downloads.text(3_000_000)}>Text</button>
      <form action={form.action}>
        <input name="size" defaultValue="5000" />
        <button>Save</button>
      </form>
    </main>
  )
})
