/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect } from 'react'
import { Link, page, useReflex, useShared } from 'reflex-adonis/react'
import { UnbridgedState, DoorsRoomState, DoorsState } from '#states/doors_state'

export default page({ route: '/doors', title: 'Doors', middleware: ['silentAuth'] }, () => {
  const doors = useReflex(DoorsState)
  const bare = useReflex(UnbridgedState)
  const room = useReflex(DoorsRoomState)
  const { basket } = useShared()
  useEffect(() => {
    Object.assign(window, {
      states: { DoorsState: doors, UnbridgedState: bare, DoorsRoomState: room },
    })
  })
  return (
    <main>
      <h1>Doors</h1>
      <p>{doors.trail.join(', ')}</p>
      <p>{doors.kept}</p>
      <p>{room.lines.join(', ')}</p>
      <p>{`${basket} in the basket`}</p>
      <form action={doors.order} aria-label="Order">
        <input name="name" aria-label="Name" />
        <input name="age" aria-label="Age" />
        <input name="on" type="checkbox" aria-label="On" />
        <input name="qty[170]" aria-label="Quantity" />
        <button>Order</button>
      </form>
      <form action={doors.order} aria-label="File">
        <input name="file" type="file" aria-label="Attachment" />
        <button>Send</button>
      </form>
      <Link to="/doors/other">Other</Link>
      <Link to="/doors/nowhere">Nowhere</Link>
      <Link to="/doors/broken">Broken</Link>
      <Link to="/doors/language">Language</Link>
    </main>
  )
})
