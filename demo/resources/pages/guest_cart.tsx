import { Link, page, useReflex } from 'reflex-adonis/react'
import GuestCartState from '#states/guest_cart_state'
import ShopState from '#states/shop_state'
import { CartView } from '../components/cart_view'
import { money } from '../lib/money'

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
    const cart = useReflex(GuestCartState)
    const { items, language } = cart

    return (
      <CartView
        items={items}
        language={language}
        onQuantity={cart.setQuantity}
        onRemove={cart.remove}
      >
        <aside className="card checkout">
          <h2>Almost there</h2>
          <dl className="sums">
            <div className="sums-total">
              <dt>Products</dt>
              <dd>{money(cart.subtotal, language)}</dd>
            </div>
          </dl>
          <p>Log in to order. Your cart comes along.</p>
          <Link to="/cart" className="button button-primary button-large">
            Log in and order
          </Link>
        </aside>
      </CartView>
    )
  }
)
