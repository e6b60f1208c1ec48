import type { HttpContext } from '@adonisjs/core/http'
import Product from '#models/product'
import { inStock, toLine, type CartLine, type GuestLine } from '#services/cart_service'

const KEY = 'guestCart'

/**
 * Cart of somebody who has not logged in, in the session.
 */
export default class GuestCartService {
  constructor(private session: HttpContext['session']) {}

  read(): GuestLine[] {
    return this.session.get(KEY, [])
  }

  count() {
    return this.read().reduce((sum, line) => sum + line.quantity, 0)
  }

  async lines(): Promise<CartLine[]> {
    const kept = this.read()
    const products = await Product.query()
      .whereIn(
        'id',
        kept.map((line) => line.productId)
      )
      .preload('category')
    const byId = new Map(products.map((product) => [product.id, product]))
    return kept.flatMap(({ productId, quantity }) => {
      const product = byId.get(productId)
      return product ? [toLine(product, quantity)] : []
    })
  }

  /**
   * Adds pieces of a product to those already in the cart.
   *
   * @throws OutOfStockException
   */
  add(product: Product, quantity: number) {
    const kept = this.read().find((line) => line.productId === product.id)
    this.setQuantity(product, (kept?.quantity ?? 0) + quantity)
  }

  /**
   * @throws OutOfStockException
   */
  setQuantity(product: Product, quantity: number) {
    const line = { productId: product.id, quantity: inStock(product, quantity) }
    const kept = this.read()
    const known = kept.some(({ productId }) => productId === product.id)
    this.#write(
      known ? kept.map((old) => (old.productId === product.id ? line : old)) : [...kept, line]
    )
  }

  remove(productId: number) {
    this.#write(this.read().filter((line) => line.productId !== productId))
  }

  /** Empties the cart and hands out what was in it. */
  take(): GuestLine[] {
    return this.session.pull(KEY, [])
  }

  #write(lines: GuestLine[]) {
    this.session.put(KEY, lines)
  }
}
