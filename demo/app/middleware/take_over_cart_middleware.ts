import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * Takes over what somebody has collected as a guest, once a request has logged them in: with a
 * password, a code or a passkey.
 */
export default class TakeOverCartMiddleware {
  async handle({ auth, session }: HttpContext, next: NextFn) {
    const output = await next()
    if (!auth.user) return output
    const { default: GuestCartService } = await import('#services/guest_cart_service')
    const guestCart = new GuestCartService(session)
    if (guestCart.count() > 0) {
      const { default: CartService } = await import('#services/cart_service')
      await new CartService(auth.user).merge(guestCart.take())
    }
    return output
  }
}
