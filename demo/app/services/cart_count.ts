import type { HttpContext } from '@adonisjs/core/http'
import CartService from '#services/cart_service'
import GuestCartService from '#services/guest_cart_service'

/**
 * How many pieces are in the cart of a visitor.
 */
export async function cartCountOf({ auth, session }: HttpContext): Promise<number> {
  const cart = auth.user ? new CartService(auth.user) : new GuestCartService(session)
  return cart.count()
}
