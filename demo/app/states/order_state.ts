import { AppState, rx } from 'reflex-adonis'
import Order from '#models/order'
import Product from '#models/product'
import CartService from '#services/cart_service'

export interface OrderSummary {
  id: number
  number: string
  /** ISO date and time. */
  placedAt: string
  recipient: string
  address: string
  city: string
  /** In cents. */
  shipping: number
  total: number
  items: readonly {
    id: number
    productId: number | null
    name: string
    price: number
    quantity: number
  }[]
}

/**
 * The customer's own orders.
 */
export default class OrderState extends AppState {
  @rx.var() orders: OrderSummary[] = []

  @rx.event() async load() {
    const orders = await this.ownOrders().preload('items').orderBy('id', 'desc')
    this.orders = orders.map(toSummary)
  }

  /** Puts all that is in stock into the cart again. */
  @rx.event() async orderAgain(orderId: number) {
    const order = await this.ownOrders().where('id', orderId).preload('items').firstOrFail()
    const cart = new CartService(this.auth.getUserOrFail())
    const missing: string[] = []
    for (const item of order.items) {
      const product = item.productId ? await Product.find(item.productId) : null
      if (product && product.stock >= item.quantity) await cart.add(product, item.quantity)
      else missing.push(item.name)
    }
    if (missing.length === 0) return rx.redirect('/cart')
    return [
      rx.toast.warning('Not everything is in stock', { description: missing.join(', ') }),
      rx.redirect('/cart'),
    ]
  }

  @rx.event() async receipt(orderId: number) {
    const order = await this.ownOrders().where('id', orderId).preload('items').firstOrFail()
    return rx.download({
      filename: `${order.number}.txt`,
      contentType: 'text/plain',
      data: receiptOf(toSummary(order)),
    })
  }

  private ownOrders() {
    return Order.query().where('userId', this.auth.getUserOrFail().id)
  }
}

function toSummary(order: Order): OrderSummary {
  return {
    id: order.id,
    number: order.number,
    placedAt: order.createdAt.toISO()!,
    recipient: order.recipient,
    address: order.address,
    city: order.city,
    shipping: order.shipping,
    total: order.total,
    items: order.items.map(({ id, productId, name, price, quantity }) => ({
      id,
      productId,
      name,
      price,
      quantity,
    })),
  }
}

function receiptOf(order: OrderSummary) {
  const line = (label: string, cents: number) =>
    `${label.padEnd(44)}${(cents / 100).toFixed(2).padStart(10)} EUR`
  return [
    `Lantern Supply, order ${order.number}`,
    order.placedAt,
    '',
    ...order.items.map((item) =>
      line(`${item.quantity} x ${item.name}`, item.price * item.quantity)
    ),
    line('Shipping', order.shipping),
    line('Total', order.total),
    '',
  ].join('\n')
}
