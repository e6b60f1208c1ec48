import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import GuestCartState from '#states/guest_cart_state'
import ShopState from '#states/shop_state'
import { CartView } from '../components/cart_view'
import { useMoney } from '../lib/use_money'

export default page(
  {
    route: '/guest-cart',
    title: 'Cart · Lantern Supply',
    middleware: [['guest', { redirectTo: '/cart' }]],
    onLoad: [
      [ShopState, 'load'],
      [GuestCartState, 'load'],
    ],
  },
  () => {
    const { t } = useI18n()
    const money = useMoney()
    const cart = useReflex(GuestCartState)
    const { items } = cart

    return (
      <CartView items={items} onQuantity={cart.setQuantity} onRemove={cart.remove}>
        <aside className="card checkout">
          <h2>{t('cart.almost')}</h2>
          <dl className="sums">
            <div className="sums-total">
              <dt>{t('cart.products')}</dt>
              <dd>{money(cart.subtotal)}</dd>
            </div>
          </dl>
          <p>{t('cart.logInFirst')}</p>
          <Link route="cart" className="button button-primary button-large">
            {t('cart.logIn')}
          </Link>
        </aside>
      </CartView>
    )
  }
)
