/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Suspense } from 'react'
import { page, useI18n, usePage, useReflex } from 'reflex-adonis/react'
import CachedState from '#states/cached_state'

/** A test counts how often the server draws the page. */
const drawn = globalThis as { drawnPages?: string[] }

function Failing(): never {
  throw new Error('Nothing can be drawn for this address')
}

export default page({ route: '/cached', cache: true, onLoad: [CachedState, 'load'] }, () => {
  const { greeting, clicks, click } = useReflex(CachedState)
  const { formatRelativeTime } = useI18n()
  const { url } = usePage()
  drawn.drawnPages?.push(`${greeting} at ${url}`)
  if (url.includes('fails=page')) return <Failing />
  return (
    <main>
      {url.includes('fails=part') && (
        <Suspense fallback="Waits">
          <Failing />
        </Suspense>
      )}
      <h1>{greeting}</h1>
      <output>{clicks}</output>
      <time>{formatRelativeTime('1970-01-01T00:00:00.000Z', 'second')}</time>
      <form id="click" action={click}>
        <button>Click</button>
      </form>
    </main>
  )
})
