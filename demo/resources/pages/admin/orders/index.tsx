import { DataTable } from 'reflex-adonis/models/react'
import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import OrdersState from '#states/admin/orders_state'
import ShopState from '#states/shop_state'
import { OrderExport } from '../../../components/admin/order_export'
import { CrudPage } from '../../../components/crud/crud_page'
import { useTableLabels } from '../../../lib/use_table_labels'

export default page(
  {
    route: '/admin/orders',
    title: 'Orders · Lantern Supply',
    middleware: ['auth'],
    onLoad: [ShopState, 'load'],
  },
  () => {
    const { t } = useI18n()
    const labels = useTableLabels()
    const orders = useReflex(OrdersState)

    return (
      <CrudPage
        title={t('office.orders.title')}
        actions={
          <>
            <OrderExport />
            <Link to="/admin/orders/create" className="crud-button" data-main="">
              {t('office.orders.new')}
            </Link>
          </>
        }
      >
        <DataTable
          of={orders}
          labels={{ ...labels, table: t('office.orders.title') }}
          columns={[
            { name: 'recipient', label: t('office.orders.recipient'), sortable: true },
            { name: 'user', label: t('office.orders.customer') },
            { name: 'address', label: t('office.orders.address'), sortable: true },
            { name: 'city', label: t('office.orders.city'), sortable: true },
            { name: 'region', label: t('office.orders.region'), sortable: true },
            {
              name: 'shipping',
              label: t('office.orders.shipping'),
              sortable: true,
              editable: true,
            },
            {
              name: 'total',
              label: t('office.orders.total'),
              sortable: true,
              editable: true,
            },
          ]}
          filters={[{ name: 'userId', label: t('office.orders.customer') }]}
          actions={(row) => (
            <>
              <Link
                to={`/admin/orders/${row.id}/edit`}
                className="crud-link"
                aria-label={t('office.form.editNamed', { name: row.recipient })}
              >
                {t('office.form.edit')}
              </Link>{' '}
              <button
                className="crud-link"
                data-danger=""
                aria-label={t('office.form.removeNamed', { name: row.recipient })}
                onClick={() => {
                  const question = t('office.form.confirm', { name: row.recipient })
                  if (window.confirm(question)) void orders.remove(row.id)
                }}
              >
                {t('office.form.remove')}
              </button>
            </>
          )}
        />
      </CrudPage>
    )
  }
)
