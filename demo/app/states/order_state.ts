import type { I18n } from '@adonisjs/i18n'
import type { Infer } from '@vinejs/vine/types'
import { AppState, rx } from 'reflex-adonis'
import Order from '#models/order'
import OrderAttachment from '#models/order_attachment'
import Product from '#models/product'
import { attachmentOf, downloadAttachment, type ShownAttachment } from '#services/attachments'
import CartService from '#services/cart_service'
import { attachmentValidator } from '#validators/files'

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
  attachments: readonly ShownAttachment[]
}

/**
 * The customer's own orders.
 */
export default class OrderState extends AppState {
  @rx.var() orders: OrderSummary[] = []

  @rx.event() async load() {
    const orders = await this.ownOrders()
      .preload('items')
      .preload('attachments', (attachments) => void attachments.orderBy('id'))
      .orderBy('id', 'desc')
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
    if (missing.length === 0) return rx.redirect().toRoute('cart')
    return [
      rx.toast.warning(this.i18n.t('orders.missing'), { description: missing.join(', ') }),
      rx.redirect().toRoute('cart'),
    ]
  }

  @rx.event() async receipt(orderId: number) {
    const order = await this.ownOrders().where('id', orderId).preload('items').firstOrFail()
    return rx.download({
      filename: `${order.number}.txt`,
      contentType: 'text/plain',
      data: receiptOf(order, this.i18n),
    })
  }

  @rx.upload(attachmentValidator, { disk: 'private' })
  async attach({ orderId, file }: Infer<typeof attachmentValidator>) {
    const order = await this.ownOrders().where('id', orderId).firstOrFail()
    const key = await file.keep(`orders/${order.id}`)
    const { clientName: name, size } = file
    await order.related('attachments').create({ key, name, size })
    await this.load()
  }

  @rx.event() async download(attachmentId: number) {
    return downloadAttachment(await this.ownAttachment(attachmentId))
  }

  @rx.event() async detach(attachmentId: number) {
    const attachment = await this.ownAttachment(attachmentId)
    await attachment.delete()
    await this.load()
  }

  private ownAttachment(id: number) {
    return OrderAttachment.query()
      .where('id', id)
      .whereIn('orderId', this.ownOrders().select('id'))
      .firstOrFail()
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
    attachments: order.attachments.map(attachmentOf),
  }
}

function receiptOf(order: Order, i18n: I18n) {
  const line = (label: string, cents: number) =>
    label.padEnd(44) + i18n.formatCurrency(cents / 100, { currency: 'EUR' }).padStart(14)
  return [
    i18n.t('orders.receiptOf', { number: order.number }),
    i18n.formatDate(order.createdAt.toJSDate(), { dateStyle: 'long' }),
    '',
    ...order.items.map(({ quantity, name, price }) =>
      line(i18n.t('orders.piece', { quantity, name }), price * quantity)
    ),
    line(i18n.t('cart.shipping'), order.shipping),
    line(i18n.t('cart.total'), order.total),
    '',
  ].join('\n')
}
