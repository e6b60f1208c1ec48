import { Link, page, useReflex } from 'reflex-adonis/react'
import OrderState, { type OrderSummary } from '#states/order_state'
import ShopState from '#states/shop_state'
import { Empty } from '../components/empty'
import { DownloadIcon, RepeatIcon } from '../components/icons'
import { PageHeader } from '../components/page_header'
import { money } from '../lib/money'

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
    const { orders, language } = useReflex(OrderState)

    return (
      <div className="wrap">
        <PageHeader title="Your orders" />
        {orders.length === 0 ? (
          <Empty title="No orders yet">
            <p>
              <Link to="/products" className="button button-primary">
                Find something
              </Link>
            </p>
          </Empty>
        ) : (
          <ul className="orders">
            {orders.map((order) => (
              <li key={order.id}>
                <OrderCard order={order} language={language} />
              </li>
            ))}
          </ul>
        )}
      </div>
    )
  }
)

function OrderCard({ order, language }: { order: OrderSummary; language: string }) {
  const state = useReflex(OrderState)
  const placedAt = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })

  return (
    <article className="card order" aria-labelledby={`order-${order.id}`}>
      <header className="order-head">
        <h2 id={`order-${order.id}`}>{order.number}</h2>
        <time dateTime={order.placedAt} className="muted">
          {placedAt.format(new Date(order.placedAt))}
        </time>
        <span className="price">{money(order.total, language)}</span>
      </header>
      <ul className="order-items">
        {order.items.map((item) => (
          <li key={item.id}>
            <span>
              {item.quantity} ×{' '}
              {item.productId ? (
                <Link to={`/products/${item.productId}`}>{item.name}</Link>
              ) : (
                item.name
              )}
            </span>
            <span className="price">{money(item.price * item.quantity, language)}</span>
          </li>
        ))}
        <li className="muted">
          <span>
            To {order.recipient}, {order.address}, {order.city}
          </span>
          <span className="price">
            {order.shipping === 0 ? 'Free' : money(order.shipping, language)}
          </span>
        </li>
      </ul>
      <div className="actions">
        <button type="button" className="button" onClick={() => state.orderAgain(order.id)}>
          <RepeatIcon /> Order again
        </button>
        <button type="button" className="button" onClick={() => state.receipt(order.id)}>
          <DownloadIcon /> Receipt
        </button>
      </div>
    </article>
  )
}
