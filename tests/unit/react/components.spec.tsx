/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { renderToStaticMarkup } from 'react-dom/server'
import { ReflexError } from '../../../src/client/main.ts'
import type { ConnectionInfo } from '../../../src/client/main.ts'
import { Banner } from '../../../src/react/components/banner.tsx'
import { ErrorPage } from '../../../src/react/components/error_page.tsx'
import { Progress } from '../../../src/react/components/progress.tsx'
import { Toaster } from '../../../src/react/components/toaster.tsx'
import { toPageError } from '../../../src/react/page_error.ts'

const connected: ConnectionInfo = {
  status: 'connected',
  since: null,
  reason: null,
  outdated: false,
}

test.group('Banner', () => {
  test('says nothing while all is well, or has not been otherwise for long', ({ assert }) => {
    for (const connection of [
      connected,
      { ...connected, status: 'connecting', since: 1 } as const,
      { ...connected, status: 'stopped', since: 1 } as const,
    ]) {
      const html = renderToStaticMarkup(<Banner connection={connection} />)
      assert.equal(html, '<div class="reflex-banner" role="status"></div>')
    }
  })

  test('says why the connection will not come back, and offers to load the page', ({ assert }) => {
    const stopped = { ...connected, status: 'stopped', since: 1 } as const
    const replaced = renderToStaticMarkup(
      <Banner connection={{ ...stopped, reason: 'replaced' }} />
    )
    assert.include(replaced, 'opened in another window')
    assert.include(replaced, '<button type="button">Reload</button>')
    const refused = renderToStaticMarkup(<Banner connection={{ ...stopped, reason: 'refused' }} />)
    assert.include(refused, 'can no longer reach the server')
    const kicked = renderToStaticMarkup(
      <Banner connection={{ ...stopped, reason: 'kicked', message: 'Closed for tonight' }} />
    )
    assert.include(kicked, 'Closed for tonight')
  })

  test('says that there is a newer build', ({ assert }) => {
    const html = renderToStaticMarkup(<Banner connection={{ ...connected, outdated: true }} />)
    assert.include(html, 'A new version')
  })
})

test.group('Toaster', () => {
  test('shows the latest toasts, each with a button to close it', ({ assert }) => {
    const toasts = Array.from({ length: 7 }, (_, index) => ({
      id: index,
      level: 'success' as const,
      message: `Saved ${index}`,
    }))
    const html = renderToStaticMarkup(<Toaster toasts={toasts} dismiss={() => {}} />)
    assert.notInclude(html, 'Saved 1<')
    assert.include(html, 'Saved 2<')
    assert.include(html, 'Saved 6<')
    assert.lengthOf(html.match(/aria-label="Close"/g)!, 5)
  })

  test('shows level and description', ({ assert }) => {
    const toast = { id: 1, level: 'error', message: 'Failed', description: 'Try later' } as const
    const html = renderToStaticMarkup(<Toaster toasts={[toast]} dismiss={() => {}} />)
    assert.include(html, 'data-level="error"')
    assert.include(html, '<small>Try later</small>')
  })

  test('escapes what it is told', ({ assert }) => {
    const toast = { id: 1, level: 'info', message: '<img src=x onerror=alert(1)>' } as const
    const html = renderToStaticMarkup(<Toaster toasts={[toast]} dismiss={() => {}} />)
    assert.notInclude(html, '<img')
  })
})

test.group('Progress', () => {
  test('does not show at once', ({ assert }) => {
    assert.equal(renderToStaticMarkup(<Progress active />), '')
    assert.equal(renderToStaticMarkup(<Progress active={false} />), '')
  })
})

test.group('Error page', () => {
  const refused = new ReflexError({
    status: 403,
    code: 'E_AUTHORIZATION_FAILURE',
    message: 'Access denied',
    stack: 'at policy.ts:3',
  })

  test('shows status, code and message', ({ assert }) => {
    const html = renderToStaticMarkup(
      <ErrorPage error={toPageError(refused, false)} retry={() => {}} />
    )
    assert.include(html, '403')
    assert.include(html, 'E_AUTHORIZATION_FAILURE')
    assert.include(html, 'Access denied')
    assert.notInclude(html, 'policy.ts')
  })

  test('shows the stack in development', ({ assert }) => {
    const html = renderToStaticMarkup(
      <ErrorPage error={toPageError(refused, true)} retry={() => {}} />
    )
    assert.include(html, '>at policy.ts:3</pre>')
  })

  test('tells what a component has thrown in development only', ({ assert }) => {
    const error = new TypeError('x is undefined')
    assert.deepInclude(toPageError(error, false), {
      status: 500,
      code: 'E_PAGE_FAILED',
      message: 'Something went wrong on this page.',
    })
    assert.isUndefined(toPageError(error, false).stack)
    assert.deepInclude(toPageError(error, true), { message: 'x is undefined', stack: error.stack })
    assert.deepInclude(toPageError('text', true), { message: 'text' })
  })
})
