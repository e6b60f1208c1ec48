import { useTransition } from 'react'
import { useReflex } from 'reflex-adonis/react'
import BuyState from '#states/buy_state'
import { BagIcon } from './icons'

interface AddToCartProps {
  product: { id: number; name: string; stock: number }
  quantity?: number
  /** Only the icon, for lists. */
  compact?: boolean
}

export function AddToCart({ product, quantity = 1, compact = false }: AddToCartProps) {
  const buy = useReflex(BuyState)
  const [pending, startTransition] = useTransition()
  const soldOut = product.stock === 0

  const add = () =>
    startTransition(async () => {
      await buy.add({ productId: product.id, quantity }).catch(() => {})
    })

  return (
    <button
      type="button"
      className={compact ? 'button button-icon' : 'button button-primary'}
      disabled={soldOut}
      aria-busy={pending}
      aria-label={compact ? `Add ${product.name} to cart` : undefined}
      data-control="add"
      onClick={add}
    >
      <BagIcon />
      {!compact && (soldOut ? 'Sold out' : 'Add to cart')}
    </button>
  )
}
