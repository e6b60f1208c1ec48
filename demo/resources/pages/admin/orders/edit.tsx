import { ChoiceSearch, useLiveValidation } from 'reflex-adonis/models/react'
import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import OrderAttachmentsState from '#states/admin/order_attachments_state'
import OrdersState from '#states/admin/orders_state'
import ShopState from '#states/shop_state'
import { CrudPage } from '../../../components/crud/crud_page'
import { OrderAttachments } from '../../../components/admin/order_attachments'
import { OrderFields } from '../../../components/admin/order_fields'
import { useChoiceLabels } from '../../../lib/use_choice_labels'

export default page(
  {
    route: '/admin/orders/:id/edit',
    title: 'Edit order · Lantern Supply',
    middleware: ['auth'],
    onLoad: [
      [ShopState, 'load'],
      [OrdersState, 'open'],
      [OrderAttachmentsState, 'load'],
    ],
  },
  () => {
    const { t } = useI18n()
    const labels = useChoiceLabels()
    const orders = useReflex(OrdersState)
    const form = useLiveValidation(orders, orders.save)

    return (
      <CrudPage title={t('office.orders.edit')}>
        <ChoiceSearch
          of={orders}
          name="userId"
          label={t('office.orders.customer')}
          labels={labels}
        />
        <form {...form.props} className="crud-form" key={orders.record?.id}>
          {orders.conflict && (
            <p role="alert" className="crud-note">
              {t('office.form.conflict')}
            </p>
          )}
          <OrderFields form={form} />
          <div className="crud-actions">
            <button className="crud-button" data-main="" disabled={form.pending}>
              {t('office.form.save')}
            </button>
            <Link to="/admin/orders" className="crud-button">
              {t('office.form.cancel')}
            </Link>
          </div>
        </form>
        <OrderAttachments />
      </CrudPage>
    )
  }
)
