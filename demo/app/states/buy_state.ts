import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import CartState from '#states/cart_state'
import GuestCartState from '#states/guest_cart_state'
import { addItemValidator } from '#validators/cart'

/**
 * Puts a product into the right cart. It has no vars of its own.
 */
export default class BuyState extends AppState {
  @rx.event(addItemValidator)
  async add(item: Infer<typeof addItemValidator>) {
    const cart = this.user ? await this.$get(CartState) : await this.$get(GuestCartState)
    return cart.add(item)
  }
}
