import { Link, useI18n } from 'reflex-adonis/react'
import type { CartLine } from '#services/cart_service'
import { useMoney } from '../lib/use_money'
import { MinusIcon, PlusIcon, TrashIcon } from './icons'
import { ProductArt } from './product_art'

export interface CartLinesProps {
  items: readonly CartLine[]
  onQuantity: (item: { productId: number; quantity: number }) => void
  onRemove: (item: { productId: number }) => void
}

export function CartLines({ items, onQuantity, onRemove }: CartLinesProps) {
  const { t } = useI18n()
  const money = useMoney()
  return (
    <ul className="cart-lines card">
      {items.map((item) => (
        <li key={item.id} className="cart-line">
          <ProductArt category={item.category} id={item.id} />
          <div className="cart-line-name">
            <Link route="products.show" params={{ id: item.id }}>
              {item.name}
            </Link>
            <span className="muted">{t('cart.each', { price: money(item.price) })}</span>
          </div>
          <div
            className="stepper"
            role="group"
            aria-label={t('cart.quantity', { name: item.name })}
          >
            <button
              type="button"
              className="button button-icon"
              aria-label={t('cart.less')}
              disabled={item.quantity === 1}
              onClick={() => onQuantity({ productId: item.id, quantity: item.quantity - 1 })}
            >
              <MinusIcon />
            </button>
            <output>{item.quantity}</output>
            <button
              type="button"
              className="button button-icon"
              aria-label={t('cart.more')}
              disabled={item.quantity >= item.stock}
              onClick={() => onQuantity({ productId: item.id, quantity: item.quantity + 1 })}
            >
              <PlusIcon />
            </button>
          </div>
          <span className="price">{money(item.price * item.quantity)}</span>
          <button
            type="button"
            className="button button-icon"
            aria-label={t('cart.remove', { name: item.name })}
            onClick={() => onRemove({ productId: item.id })}
          >
            <TrashIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
