import { useFormStatus } from 'react-dom'
import { page, useI18n, usePage, useReflex } from 'reflex-adonis/react'
import CartState from '#states/cart_state'
import ShopState from '#states/shop_state'
import { CartView } from '../components/cart_view'
import { TextField } from '../components/text_field'
import { useMoney } from '../lib/use_money'

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
    const { items } = cart

    return (
      <CartView items={items} onQuantity={cart.setQuantity} onRemove={cart.remove}>
        <Checkout />
      </CartView>
    )
  }
)

function Checkout() {
  const cart = useReflex(CartState)
  const { t } = useI18n()
  const money = useMoney()
  const { errors, currentUser } = cart
  /** What was entered in a form that was refused without a script. */
  const { input } = usePage()

  return (
    <form action={cart.checkout} className="card checkout" noValidate>
      <h2>{t('cart.checkout')}</h2>
      <dl className="sums">
        <div>
          <dt>{t('cart.products')}</dt>
          <dd>{money(cart.subtotal)}</dd>
        </div>
        <div>
          <dt>{t('cart.shipping')}</dt>
          <dd>{cart.shipping === 0 ? t('cart.free') : money(cart.shipping)}</dd>
        </div>
        <div className="sums-total">
          <dt>{t('cart.total')}</dt>
          <dd>{money(cart.total)}</dd>
        </div>
      </dl>
      <TextField
        label={t('cart.name')}
        name="recipient"
        autoComplete="name"
        defaultValue={String(input?.recipient ?? currentUser?.fullName ?? '')}
        error={errors.recipient}
      />
      <TextField
        label={t('cart.street')}
        name="address"
        autoComplete="street-address"
        defaultValue={String(input?.address ?? '')}
        error={errors.address}
      />
      <TextField
        label={t('cart.town')}
        name="city"
        autoComplete="address-level2"
        defaultValue={String(input?.city ?? '')}
        error={errors.city}
      />
      <PlaceOrder />
      <p className="muted">{t('cart.note')}</p>
    </form>
  )
}

function PlaceOrder() {
  const { t } = useI18n()
  const { pending } = useFormStatus()
  return (
    <button className="button button-primary button-large" aria-busy={pending}>
      {t('cart.order')}
    </button>
  )
}
