import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { rx } from 'reflex-adonis'
import { modelState } from 'reflex-adonis/models'
import Order from '#models/order'
import User from '#models/user'
import OrderPolicy from '#policies/admin/order_policy'
import OrderTransformer from '#transformers/admin/order_transformer'
import { orderFilters, orderValidator } from '#validators/admin/order'

export default class OrdersState extends modelState(Order, {
  row: OrderTransformer,
  form: orderValidator,
  editable: ['shipping', 'total'],
  search: ['recipient', 'address', 'city', 'region'],
  sort: ['recipient', 'address', 'city', 'region', 'shipping', 'total'],
  filters: orderFilters,
  policy: OrderPolicy,
  choices: { userId: { model: User, label: 'fullName' } },
}) {
  protected override visible(query: ModelQueryBuilderContract<typeof Order>) {
    void query.preload('user')
  }

  protected override afterSave(_: Order, isNew: boolean) {
    const said = isNew ? 'office.orders.created' : 'office.orders.saved'
    const toast = rx.toast.success(this.i18n.t(said))
    // What is changed in the list stays there
    return isNew || this.params.id ? [toast, rx.redirect('/admin/orders')] : [toast]
  }

  protected override afterRemove() {
    return rx.toast.success(this.i18n.t('office.orders.removed'))
  }
}
