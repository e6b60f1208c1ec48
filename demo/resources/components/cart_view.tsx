import type { ReactNode } from 'react'
import { Link, useI18n } from 'reflex-adonis/react'
import { CartLines } from './cart_lines'
import type { CartLinesProps } from './cart_lines'
import { Empty } from './empty'
import { PageHeader } from './page_header'

export interface CartViewProps extends CartLinesProps {
  /** What comes beside the products. */
  children: ReactNode
}

export function CartView({ children, ...lines }: CartViewProps) {
  const { t } = useI18n()
  return (
    <div className="wrap">
      <title>{t('cart.meta')}</title>
      <PageHeader title={t('cart.title')} />
      {lines.items.length === 0 ? (
        <Empty title={t('cart.empty')}>
          <p>
            <Link route="products" className="button button-primary">
              {t('cart.find')}
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
