import { useReflex } from 'reflex-adonis/react'
import ShopState from '#states/shop_state'

/**
 * Flash messages of the session, set by a controller or by an event before a redirect.
 */
export function FlashMessages() {
  const { messages } = useReflex(ShopState)
  return (
    <div className="wrap" role="status">
      {typeof messages.success === 'string' && (
        <p className="flash flash-success">{messages.success}</p>
      )}
      {typeof messages.error === 'string' && <p className="flash flash-error">{messages.error}</p>}
    </div>
  )
}
