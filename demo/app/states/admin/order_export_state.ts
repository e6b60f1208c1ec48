import { AppState, rx } from 'reflex-adonis'
import Order from '#models/order'
import OrderPolicy from '#policies/admin/order_policy'
import { orderLines } from '#services/order_export'

/**
 * A file with the lines of all orders, which may be many: it is written while they are read, and the page goes on.
 */
export default class OrderExportState extends AppState {
  static guard = { can: [[OrderPolicy, 'viewList']] }

  @rx.var() running = false
  @rx.var() done = 0
  @rx.var() orders = 0

  @rx.event({ background: true }) async start() {
    const [{ total }] = await Order.query().count('* as total').pojo<{ total: number }>()
    await this.$update(() => {
      this.running = true
      this.done = 0
      this.orders = Number(total)
    })
    const told = (done: number) =>
      this.$update(() => {
        this.done = done
      })
    try {
      return await rx.download({
        stream: orderLines(told),
        filename: 'order-lines.csv',
        contentType: 'text/csv; charset=utf-8',
      })
    } finally {
      await this.$update(() => {
        this.running = false
      })
    }
  }

  @rx.event() stop() {
    this.$cancel('start')
  }

  override $interrupted() {
    this.running = false
  }
}
