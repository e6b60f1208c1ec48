/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import BasketState from '#states/basket_state'

export default page({ route: '/basket' }, () => {
  const basket = useReflex(BasketState)
  return <p>{basket.items.join(', ')}</p>
})
