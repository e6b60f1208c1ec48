import { AppState, rx } from 'reflex-adonis'
import Order from '#models/order'
import OrderPolicy from '#policies/admin/order_policy'
import { attachmentOf, downloadAttachment, type ShownAttachment } from '#services/attachments'

/**
 * What the customer has sent with the order in the address.
 */
export default class OrderAttachmentsState extends AppState {
  static guard = { can: [[OrderPolicy, 'edit']] }

  @rx.var() attachments: ShownAttachment[] = []

  @rx.event() async load() {
    const order = await this.order()
    const found = await order.related('attachments').query().orderBy('id')
    this.attachments = found.map(attachmentOf)
  }

  @rx.event() async download(id: number) {
    const order = await this.order()
    const attachment = await order.related('attachments').query().where('id', id).firstOrFail()
    return downloadAttachment(attachment)
  }

  private order() {
    return Order.findOrFail(this.params.id)
  }
}
