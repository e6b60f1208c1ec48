import type { HttpContext } from '@adonisjs/core/http'
import CartService from '#services/cart_service'
import GuestCartService from '#services/guest_cart_service'
import UserTransformer from '#transformers/user_transformer'

/**
 * JSON for other programs, on the session that the pages use.
 */
export default class ApiController {
  async me({ auth, region, i18n }: HttpContext) {
    return {
      user: auth.user ? new UserTransformer(auth.user).toObject() : null,
      region: region.code,
      locale: i18n.locale,
    }
  }

  async cart({ auth, session }: HttpContext) {
    const items = auth.user
      ? await new CartService(auth.user).lines()
      : await new GuestCartService(session).lines()

    return {
      items,
      total: items.reduce((sum, item) => sum + item.price * item.quantity, 0),
    }
  }
}
