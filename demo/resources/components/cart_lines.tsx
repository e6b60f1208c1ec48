import { Link } from 'reflex-adonis/react'
import type { CartLine } from '#services/cart_service'
import { money } from '../lib/money'
import { MinusIcon, PlusIcon, TrashIcon } from './icons'
import { ProductArt } from './product_art'

export interface CartLinesProps {
  items: readonly CartLine[]
  language: string
  onQuantity: (item: { productId: number; quantity: number }) => void
  onRemove: (item: { productId: number }) => void
}

export function CartLines({ items, language, onQuantity, onRemove }: CartLinesProps) {
  return (
    <ul className="cart-lines card">
      {items.map((item) => (
        <li key={item.id} className="cart-line">
          <ProductArt category={item.category} id={item.id} />
          <div className="cart-line-name">
            <Link to={`/products/${item.id}`}>{item.name}</Link>
            <span className="muted">{money(item.price, language)} each</span>
          </div>
          <div className="stepper" role="group" aria-label={`Quantity of ${item.name}`}>
            <button
              type="button"
              className="button button-icon"
              aria-label="One less"
              disabled={item.quantity === 1}
              onClick={() => onQuantity({ productId: item.id, quantity: item.quantity - 1 })}
            >
              <MinusIcon />
            </button>
            <output>{item.quantity}</output>
            <button
              type="button"
              className="button button-icon"
              aria-label="One more"
              disabled={item.quantity >= item.stock}
              onClick={() => onQuantity({ productId: item.id, quantity: item.quantity + 1 })}
            >
              <PlusIcon />
            </button>
          </div>
          <span className="price">{money(item.price * item.quantity, language)}</span>
          <button
            type="button"
            className="button button-icon"
            aria-label={`Remove ${item.name}`}
            onClick={() => onRemove({ productId: item.id })}
          >
            <TrashIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
