import { Exception } from '@adonisjs/core/exceptions'

/**
 * More pieces were asked for than there are.
 */
export default class OutOfStockException extends Exception {
  static status = 409
  static code = 'E_OUT_OF_STOCK'

  constructor(product: string, left: number) {
    super(left === 0 ? `${product} is sold out` : `There are only ${left} of ${product} left`)
  }
}
