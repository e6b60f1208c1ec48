/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import NoteState from '#states/note_state'
import RoomState from '#states/room_state'

export default page({ route: '/rooms/:room' }, () => {
  const room = useReflex(RoomState)
  const note = useReflex(NoteState)
  return (
    <section>
      <p>
        {room.count} by {room.present}, {room.summary}, {note.drafts.length}
      </p>
      <form action={room.say}>
        <input name="text" />
      </form>
    </section>
  )
})
