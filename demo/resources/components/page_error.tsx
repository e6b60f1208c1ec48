import { Link } from 'reflex-adonis/react'
import type { ErrorProps } from 'reflex-adonis/react'

const NOT_FOUND = 404

/**
 * Stands in the place of a page that cannot be shown.
 */
export function PageError({ error, retry }: ErrorProps) {
  const missing = error.status === NOT_FOUND
  return (
    <div className="wrap narrow empty" role="alert">
      <h1>{missing ? 'We do not have that' : 'Something went wrong'}</h1>
      <p>
        {missing
          ? 'There is nothing at this address. It may have moved, or sold out for good.'
          : error.message}
      </p>
      <div className="actions">
        {!missing && (
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        )}
        <Link to="/products" className="button button-primary">
          See all products
        </Link>
      </div>
      {error.stack && <pre className="stack">{error.stack}</pre>}
    </div>
  )
}
