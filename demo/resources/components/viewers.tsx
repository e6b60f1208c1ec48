import { useI18n, useReflex } from 'reflex-adonis/react'
import ProductViewersState from '#states/product_viewers_state'

/** Says when others look at the same product. */
export function Viewers() {
  const { t } = useI18n()
  const others = useReflex(ProductViewersState, (viewers) => viewers.present - 1)
  return (
    <p className="muted" role="status">
      {others > 0 && t('products.viewers', { others })}
    </p>
  )
}
