import { ChoiceSearch, useLiveValidation } from 'reflex-adonis/models/react'
import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import OrdersState from '#states/admin/orders_state'
import ShopState from '#states/shop_state'
import { CrudPage } from '../../../components/crud/crud_page'
import { OrderFields } from '../../../components/admin/order_fields'
import { useChoiceLabels } from '../../../lib/use_choice_labels'

export default page(
  {
    route: '/admin/orders/create',
    title: 'New order · Lantern Supply',
    middleware: ['auth'],
    onLoad: [
      [ShopState, 'load'],
      [OrdersState, 'close'],
    ],
  },
  () => {
    const { t } = useI18n()
    const labels = useChoiceLabels()
    const orders = useReflex(OrdersState)
    const form = useLiveValidation(orders, orders.create)

    return (
      <CrudPage title={t('office.orders.new')}>
        <ChoiceSearch
          of={orders}
          name="userId"
          label={t('office.orders.customer')}
          labels={labels}
        />
        <form {...form.props} className="crud-form">
          <OrderFields form={form} />
          <div className="crud-actions">
            <button className="crud-button" data-main="" disabled={form.pending}>
              {t('office.form.create')}
            </button>
            <Link to="/admin/orders" className="crud-button">
              {t('office.form.cancel')}
            </Link>
          </div>
        </form>
      </CrudPage>
    )
  }
)
