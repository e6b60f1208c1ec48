import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'

/**
 * More pieces were asked for than there are.
 */
export default class OutOfStockException extends Exception {
  static status = 409
  static code = 'E_OUT_OF_STOCK'

  constructor(
    readonly product: string,
    readonly left: number
  ) {
    super(`There are only ${left} of ${product} left`)
  }

  /** Says it in the language of a request. */
  translate({ i18n }: HttpContext) {
    const { product, left } = this
    this.message = i18n.t('errors.E_OUT_OF_STOCK', { product, left }, this.message)
  }
}
