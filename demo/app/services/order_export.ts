import { csvLine } from 'reflex-adonis/models'
import Order from '#models/order'

/** Orders that are read at once. */
const CHUNK = 500

const HEADER = ['Order', 'Placed at', 'Recipient', 'City', 'Region', 'Product', 'Price', 'Quantity']

/**
 * All lines of all orders as CSV, a few orders at a time: it is never in memory as a whole.
 *
 * @param told - hears how many orders are through
 */
export async function* orderLines(told: (orders: number) => Promise<void>): AsyncGenerator<string> {
  yield csvLine(HEADER)
  let after = 0
  let done = 0
  for (;;) {
    const orders = await Order.query()
      .where('id', '>', after)
      .preload('items', (items) => void items.orderBy('id'))
      .orderBy('id')
      .limit(CHUNK)
    if (orders.length === 0) return
    yield orders.map(linesOf).join('')
    after = orders[orders.length - 1].id
    done += orders.length
    await told(done)
  }
}

function linesOf(order: Order) {
  const { number, createdAt, recipient, city, region } = order
  return order.items
    .map(({ name, price, quantity }) =>
      csvLine([number, createdAt.toISO(), recipient, city, region, name, price / 100, quantity])
    )
    .join('')
}
