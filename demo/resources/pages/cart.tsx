import { useActionState } from 'react'
import { Link, page, useReflex } from 'reflex-adonis/react'
import CartState from '#states/cart_state'
import ShopState from '#states/shop_state'
import { CartLines } from '../components/cart_lines'
import { Empty } from '../components/empty'
import { PageHeader } from '../components/page_header'
import { TextField } from '../components/text_field'
import { money } from '../lib/money'

export default page(
  {
    route: '/cart',
    title: 'Cart · Lantern Supply',
    middleware: ['auth'],
    onLoad: [
      [ShopState, 'load'],
      [CartState, 'load'],
    ],
  },
  () => {
    const cart = useReflex(CartState)
    const { items, language } = cart

    return (
      <div className="wrap">
        <PageHeader title="Your cart" />
        {items.length === 0 ? (
          <Empty title="Your cart is empty">
            <p>
              <Link to="/products" className="button button-primary">
                Find something
              </Link>
            </p>
          </Empty>
        ) : (
          <div className="with-aside">
            <CartLines
              items={items}
              language={language}
              onQuantity={cart.setQuantity}
              onRemove={cart.remove}
            />
            <Checkout />
          </div>
        )}
      </div>
    )
  }
)

function Checkout() {
  const cart = useReflex(CartState)
  const { errors, currentUser, language } = cart

  const [, submit, pending] = useActionState(cart.checkout, undefined)

  return (
    <form action={submit} className="card checkout" noValidate>
      <h2>Checkout</h2>
      <dl className="sums">
        <div>
          <dt>Products</dt>
          <dd>{money(cart.subtotal, language)}</dd>
        </div>
        <div>
          <dt>Shipping</dt>
          <dd>{cart.shipping === 0 ? 'Free' : money(cart.shipping, language)}</dd>
        </div>
        <div className="sums-total">
          <dt>Total</dt>
          <dd>{money(cart.total, language)}</dd>
        </div>
      </dl>
      <TextField
        label="Name"
        name="recipient"
        autoComplete="name"
        defaultValue={currentUser?.fullName}
        error={errors.recipient}
      />
      <TextField
        label="Street and number"
        name="address"
        autoComplete="street-address"
        error={errors.address}
      />
      <TextField label="Town" name="city" autoComplete="address-level2" error={errors.city} />
      <button className="button button-primary button-large" aria-busy={pending}>
        Place order
      </button>
      <p className="muted">Nothing is charged: this is a demo.</p>
    </form>
  )
}
