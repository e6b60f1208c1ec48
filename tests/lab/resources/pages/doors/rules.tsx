/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect } from 'react'
import { page, useReflex } from 'reflex-adonis/react'
import { DoorsState } from '#states/doors_state'

/** Forms whose fields have rules of their own. */
export default page({ route: '/doors/rules', title: 'Rules' }, () => {
  const doors = useReflex(DoorsState)
  useEffect(() => {
    Object.assign(window, { states: { DoorsState: doors } })
  })
  return (
    <main>
      <h1>Rules</h1>
      <form action={doors.send} aria-label="Rules">
        <input name="name" aria-label="Name" required defaultValue="Ada" />
        <input name="mail" aria-label="Mail" type="email" defaultValue="ada@example.com" />
        <input name="site" aria-label="Site" type="url" defaultValue="https://example.com" />
        <input name="age" aria-label="Age" type="number" min={2} max={10} step={2} />
        <input name="code" aria-label="Code" pattern="[a-z]+" defaultValue="abc" />
        <input name="nick" aria-label="Nick" minLength={3} maxLength={5} defaultValue="x" />
        <button>Rules</button>
        <button formNoValidate>Anyway</button>
      </form>
      <form action={doors.send} aria-label="Lenient" noValidate>
        <input name="title" aria-label="Title" required />
        <button>Lenient</button>
      </form>
      <output>{doors.trail.join(', ')}</output>
    </main>
  )
})
