/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RouterFactory } from '@adonisjs/core/factories/http'
import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { useRoutesOf } from '../../../src/state/main.ts'

test.group('Times of actions', () => {
  test('are those that a timer of the browser can hold: {value}')
    .with(
      [-1, Number.NaN, Infinity, 2 ** 31, '5s', null].map((value) => {
        return { value: value as number }
      })
    )
    .run(({ assert }, { value }) => {
      const toast = () => rx.toast.error('Failed', { duration: value })
      const expected = { code: 'E_ACTION_VALUE', status: 500 }
      assert.containsSubset(thrownBy(toast), expected)
      assert.match(thrownBy(toast).message, /rx\.toast\.error\(\): duration/)
      assert.containsSubset(
        thrownBy(() => rx.reload({ spread: value })),
        expected
      )
    })

  test('may be none, and days', ({ assert }) => {
    assert.containsSubset(rx.toast.info('Saved', { duration: 0 }).action, { duration: 0 })
    assert.containsSubset(rx.reload({ spread: 2 ** 31 - 1 }).action, { spread: 2 ** 31 - 1 })
    assert.notProperty(rx.toast.info('Saved').action, 'duration')
  })
})

test.group('A redirect to a route', () => {
  /** Names are those of the router below, and not those that the types know. */
  const toRoute = (...args: unknown[]) =>
    (rx.redirect().toRoute as (...args: unknown[]) => ReturnType<typeof rx.redirect>)(...args)

  test('has its URL, and the options of any redirect', ({ assert }) => {
    const router = new RouterFactory().create()
    router.post('/products', () => {}).as('products.store')
    router.get('/products/:id', () => {}).as('products.show')
    router.get('/:folder/:file', () => {}).as('files.show')
    router.commit()
    useRoutesOf(router)
    const options = { qs: { tab: 'reviews' }, replace: true }
    assert.deepInclude(toRoute('products.show', { id: 'ä b' }, options), {
      action: { type: 'redirect', url: '/products/%C3%A4%20b?tab=reviews', replace: true },
    })
    assert.deepInclude(toRoute('products.show', [1]), {
      action: { type: 'redirect', url: '/products/1' },
    })
    assert.match(
      thrownBy(() => toRoute('products.show')).message,
      /Missing value for the "id" param/
    )
    assert.match(thrownBy(() => toRoute('nowhere')).message, /Cannot lookup route "nowhere"/)
  })

  test('needs a name', ({ assert }) => {
    const redirect = rx.redirect as (url: unknown) => unknown
    assert.containsSubset(
      thrownBy(() => redirect(undefined)),
      { code: 'E_ACTION_VALUE' }
    )
  })
})

function thrownBy(make: () => unknown): Error {
  try {
    make()
  } catch (error) {
    return error as Error
  }
  throw new Error('It was taken')
}
