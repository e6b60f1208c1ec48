/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import ClubState from '#states/club_state'
import NoteState from '#states/note_state'

export default page({ route: '/club/:club' }, () => {
  const club = useReflex(ClubState)
  const note = useReflex(NoteState)
  return (
    <p>
      {club.lines.join(', ')} and {note.drafts.length}
    </p>
  )
})
