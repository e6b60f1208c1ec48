import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import OrderState, { type OrderSummary } from '#states/order_state'
import ShopState from '#states/shop_state'
import { Empty } from '../components/empty'
import { DownloadIcon, RepeatIcon } from '../components/icons'
import { OrderFiles } from '../components/order_files'
import { PageHeader } from '../components/page_header'
import { useMoney } from '../lib/use_money'

export default page(
  {
    route: '/orders',
    title: 'Orders · Lantern Supply',
    middleware: ['auth'],
    onLoad: [
      [ShopState, 'load'],
      [OrderState, 'load'],
    ],
  },
  () => {
    const { t } = useI18n()
    const { orders } = useReflex(OrderState)

    return (
      <div className="wrap">
        <title>{t('orders.meta')}</title>
        <PageHeader title={t('orders.title')} />
        {orders.length === 0 ? (
          <Empty title={t('orders.none')}>
            <p>
              <Link route="products" className="button button-primary">
                {t('cart.find')}
              </Link>
            </p>
          </Empty>
        ) : (
          <ul className="orders">
            {orders.map((order) => (
              <li key={order.id}>
                <OrderCard order={order} />
              </li>
            ))}
          </ul>
        )}
      </div>
    )
  }
)

function OrderCard({ order }: { order: OrderSummary }) {
  const state = useReflex(OrderState)
  const { t, formatDate } = useI18n()
  const money = useMoney()

  return (
    <article className="card order" aria-labelledby={`order-${order.id}`}>
      <header className="order-head">
        <h2 id={`order-${order.id}`}>{order.number}</h2>
        <time dateTime={order.placedAt} className="muted">
          {formatDate(order.placedAt, { dateStyle: 'long' })}
        </time>
        <span className="price">{money(order.total)}</span>
      </header>
      <ul className="order-items">
        {order.items.map((item) => (
          <li key={item.id}>
            <span>
              {item.quantity} ×{' '}
              {item.productId ? (
                <Link route="products.show" params={{ id: item.productId }}>
                  {item.name}
                </Link>
              ) : (
                item.name
              )}
            </span>
            <span className="price">{money(item.price * item.quantity)}</span>
          </li>
        ))}
        <li className="muted">
          <span>
            {t('orders.to', {
              recipient: order.recipient,
              address: order.address,
              city: order.city,
            })}
          </span>
          <span className="price">
            {order.shipping === 0 ? t('cart.free') : money(order.shipping)}
          </span>
        </li>
      </ul>
      <OrderFiles order={order} />
      <div className="actions">
        <button type="button" className="button" onClick={() => state.orderAgain(order.id)}>
          <RepeatIcon /> {t('orders.again')}
        </button>
        <button type="button" className="button" onClick={() => state.receipt(order.id)}>
          <DownloadIcon /> {t('orders.receipt')}
        </button>
      </div>
    </article>
  )
}
