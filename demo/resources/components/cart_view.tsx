import type { ReactNode } from 'react'
import { Link } from 'reflex-adonis/react'
import { CartLines } from './cart_lines'
import type { CartLinesProps } from './cart_lines'
import { Empty } from './empty'
import { PageHeader } from './page_header'

export interface CartViewProps extends CartLinesProps {
  /** What comes beside the products. */
  children: ReactNode
}

export function CartView({ children, ...lines }: CartViewProps) {
  return (
    <div className="wrap">
      <PageHeader title="Your cart" />
      {lines.items.length === 0 ? (
        <Empty title="Your cart is empty">
          <p>
            <Link to="/products" className="button button-primary">
              Find something
            </Link>
          </p>
        </Empty>
      ) : (
        <div className="with-aside">
          <CartLines {...lines} />
          {children}
        </div>
      )}
    </div>
  )
}
