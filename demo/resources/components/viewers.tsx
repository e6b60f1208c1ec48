import { useReflex } from 'reflex-adonis/react'
import ProductViewersState from '#states/product_viewers_state'

/** Says when others look at the same product. */
export function Viewers() {
  const others = useReflex(ProductViewersState, (viewers) => viewers.present - 1)
  return (
    <p className="muted" role="status">
      {others === 1 && 'Somebody else looks at this product now.'}
      {others > 1 && `${others} others look at this product now.`}
    </p>
  )
}
