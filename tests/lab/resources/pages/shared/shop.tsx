/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useReflex, useShared } from 'reflex-adonis/react'
import { BareShopState, ShopState } from '#states/shop_state'

function Stock() {
  const { stock } = useShared()
  return (
    <ul>
      {stock.map(({ id, name, left }) => (
        <li key={id}>{`${name}: ${left}`}</li>
      ))}
    </ul>
  )
}

export default page({ route: '/shop', title: 'Shop', middleware: ['silentAuth'] }, () => {
  const shop = useReflex(ShopState)
  useReflex(BareShopState)
  const shared = useShared()
  return (
    <main>
      <header>{`${shared.visitor ?? 'Guest'}: ${shared.basket}`}</header>
      <Stock />
      <button onClick={() => shop.add(7)}>Add</button>
      <button onClick={() => shop.click()}>{shop.clicks}</button>
      <Link to="/shop/seat">Seat</Link>
      <Link to="/shop/closed">Closed</Link>
    </main>
  )
})
