/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import { ShopState } from '#states/shop_state'

export default page({ route: '/shop/closed', title: 'Closed' }, () => {
  const shop = useReflex(ShopState)
  return <main>{`Closed ${shop.clicks}`}</main>
})
