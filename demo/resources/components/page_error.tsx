import { Link, useI18n } from 'reflex-adonis/react'
import type { ErrorProps } from 'reflex-adonis/react'

const NOT_FOUND = 404

/**
 * Stands in the place of a page that cannot be shown.
 */
export function PageError({ error, retry }: ErrorProps) {
  const { t } = useI18n()
  const missing = error.status === NOT_FOUND
  return (
    <div className="wrap narrow empty" role="alert">
      <h1>{t(missing ? 'errors.missing.heading' : 'errors.failed.title')}</h1>
      <p>{missing ? t('errors.missing.text') : error.message}</p>
      <div className="actions">
        {!missing && (
          <button type="button" className="button" onClick={retry}>
            {t('errors.failed.retry')}
          </button>
        )}
        <Link route="products" className="button button-primary">
          {t('home.all')}
        </Link>
      </div>
      {error.stack && <pre className="stack">{error.stack}</pre>}
    </div>
  )
}
