import { useFormStatus } from 'react-dom'
import { useI18n, useReflex } from 'reflex-adonis/react'
import BuyState from '#states/buy_state'
import { BagIcon } from './icons'

interface AddToCartProps {
  product: { id: number; name: string; stock: number }
  quantity?: number
  /** Only the icon, for lists. */
  compact?: boolean
}

/**
 * A form, so that it works before the script is there, and without one.
 */
export function AddToCart({ product, quantity = 1, compact = false }: AddToCartProps) {
  const buy = useReflex(BuyState)
  return (
    <form action={buy.add} className="inline-form">
      <input type="hidden" name="productId" value={product.id} />
      <input type="hidden" name="quantity" value={quantity} />
      <AddButton product={product} compact={compact} />
    </form>
  )
}

function AddButton({ product, compact }: Pick<AddToCartProps, 'product' | 'compact'>) {
  const { t } = useI18n()
  const { pending } = useFormStatus()
  const soldOut = product.stock === 0
  return (
    <button
      className={compact ? 'button button-icon' : 'button button-primary'}
      disabled={soldOut}
      aria-busy={pending}
      aria-label={compact ? t('products.addNamed', { name: product.name }) : undefined}
      data-control="add"
    >
      <BagIcon />
      {!compact && t(soldOut ? 'products.soldOut' : 'products.add')}
    </button>
  )
}
