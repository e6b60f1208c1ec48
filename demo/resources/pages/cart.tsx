import { useFormStatus } from 'react-dom'
import { page, usePage, useReflex } from 'reflex-adonis/react'
import CartState from '#states/cart_state'
import ShopState from '#states/shop_state'
import { CartView } from '../components/cart_view'
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
      <CartView
        items={items}
        language={language}
        onQuantity={cart.setQuantity}
        onRemove={cart.remove}
      >
        <Checkout />
      </CartView>
    )
  }
)

function Checkout() {
  const cart = useReflex(CartState)
  const { errors, currentUser, language } = cart
  /** What was entered in a form that was refused without a script. */
  const { input } = usePage()

  return (
    <form action={cart.checkout} className="card checkout" noValidate>
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
        defaultValue={String(input?.recipient ?? currentUser?.fullName ?? '')}
        error={errors.recipient}
      />
      <TextField
        label="Street and number"
        name="address"
        autoComplete="street-address"
        defaultValue={String(input?.address ?? '')}
        error={errors.address}
      />
      <TextField
        label="Town"
        name="city"
        autoComplete="address-level2"
        defaultValue={String(input?.city ?? '')}
        error={errors.city}
      />
      <PlaceOrder />
      <p className="muted">Nothing is charged: this is a demo.</p>
    </form>
  )
}

function PlaceOrder() {
  const { pending } = useFormStatus()
  return (
    <button className="button button-primary button-large" aria-busy={pending}>
      Place order
    </button>
  )
}
