import db from '@adonisjs/lucid/services/db'
import CartItem from '#models/cart_item'
import Order from '#models/order'
import type Product from '#models/product'
import type User from '#models/user'
import { inStock } from '#services/cart_service'
import { shippingFor, type Region } from '#services/region'

export interface Delivery {
  recipient: string
  address: string
  city: string
}

/**
 * Turns a customer's cart into an order.
 */
export default class CheckoutService {
  /**
   * Takes the pieces from stock, writes the order and empties the cart, or does none of it.
   *
   * @throws OutOfStockException when somebody else was faster
   */
  async place(user: User, region: Region, delivery: Delivery) {
    return db.transaction(async (trx) => {
      const items = await CartItem.query({ client: trx })
        .where('userId', user.id)
        .preload('product')
        .orderBy('id')

      let subtotal = 0
      for (const { product, quantity } of items) {
        await this.#takeFromStock(product, quantity)
        subtotal += product.price * quantity
      }

      const shipping = shippingFor(region, subtotal)
      const order = await Order.create(
        { userId: user.id, region: region.code, ...delivery, shipping, total: subtotal + shipping },
        { client: trx }
      )
      await order.related('items').createMany(
        items.map(({ product, quantity }) => ({
          productId: product.id,
          name: product.name,
          price: product.price,
          quantity,
        }))
      )
      await CartItem.query({ client: trx }).where('userId', user.id).delete()
      return order
    })
  }

  async #takeFromStock(product: Product, quantity: number) {
    inStock(product, quantity)
    product.stock -= quantity
    await product.save()
  }
}
