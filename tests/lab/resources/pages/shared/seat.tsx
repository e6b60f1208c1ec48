/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useReflex, useShared } from 'reflex-adonis/react'
import { ShopState } from '#states/shop_state'

export default page({ route: '/shop/seat', title: 'Seat', middleware: ['silentAuth'] }, () => {
  const { seat, basket, __lookupGetter__: made } = useShared()
  useReflex(ShopState)
  return (
    <main>
      <p>{`${seat.row} ${seat.price} ${seat.bookedAt} ${basket} ${made}`}</p>
      <Link to="/shop">Shop</Link>
    </main>
  )
})
