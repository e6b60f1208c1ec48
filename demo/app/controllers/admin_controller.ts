import type { HttpContext } from '@adonisjs/core/http'
import Order from '#models/order'
import Product from '#models/product'

/**
 * The back office, drawn by Edge.
 */
export default class AdminController {
  /**
   * Latest orders, and products to buy in again. Whoever is no administrator sees only their own
   * orders.
   */
  async index({ auth, view }: HttpContext) {
    const user = auth.getUserOrFail()
    const orders = await Order.query()
      .if(!user.isAdmin, (query) => query.where('userId', user.id))
      .preload('user')
      .preload('items')
      .orderBy('id', 'desc')
      .limit(50)
    const products = user.isAdmin
      ? await Product.query().preload('category').orderBy('stock').orderBy('name').limit(25)
      : []

    return view.render('pages/admin/index', { user, orders, products })
  }
}
