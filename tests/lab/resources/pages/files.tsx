/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useReflex } from 'reflex-adonis/react'
import FileState from '#states/file_state'

const EVENTS = ['text', 'bytes', 'empty', 'markup', 'large', 'address', 'lead'] as const

export default page({ route: '/files', title: 'Files' }, () => {
  const files = useReflex(FileState)
  return (
    <main>
      <button onClick={() => files.increment()}>Counted {files.count}</button>
      {EVENTS.map((name) => (
        <form key={name} action={files[name]}>
          <button>Form {name}</button>
          <button type="button" onClick={() => files[name]()}>
            Save {name}
          </button>
        </form>
      ))}
      <Link to="/">Home</Link>
    </main>
  )
})
