import { AppState, rx } from 'reflex-adonis'
import reflex from 'reflex-adonis/services/main'
import type { CartLine } from '#services/cart_service'

/**
 * What the carts of customers and guests have in common. It is in no `_state.ts` file, so it is no
 * state by itself.
 */
export abstract class Basket extends AppState {
  @rx.var() items: CartLine[] = []

  @rx.var() get count(): number {
    return this.items.reduce((sum, item) => sum + item.quantity, 0)
  }

  /** In cents. */
  @rx.var() get subtotal(): number {
    return this.items.reduce((sum, item) => sum + item.price * item.quantity, 0)
  }

  /** Takes over what is stored, and has all headers of this visitor count it again. */
  protected show(lines: CartLine[]) {
    this.items = lines
    reflex.refresh('cartCount', { to: this.ctx })
  }
}
