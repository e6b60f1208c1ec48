/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import RightsState from '#states/rights_state'

export default page({ route: '/rights' }, () => {
  const rights = useReflex(RightsState)
  return (
    <main>
      <ul>
        {rights.done.map((each, index) => (
          <li key={index}>{each}</li>
        ))}
      </ul>
      {rights.can.refund && <button onClick={() => rights.refund(rights.order)}>Refund</button>}
      <button onClick={rights.erase}>Erase</button>
      <form action={rights.refundFor}>
        <input name="order" defaultValue={rights.order} />
        <input name="reason" />
        <button>Refund for a reason</button>
      </form>
    </main>
  )
})
