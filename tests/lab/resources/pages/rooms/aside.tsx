/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import NoteState from '#states/note_state'

export default page({ route: '/aside/:room' }, () => {
  const note = useReflex(NoteState)
  return <p>{note.drafts.length}</p>
})
