/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'

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

function thrownBy(make: () => unknown): Error {
  try {
    make()
  } catch (error) {
    return error as Error
  }
  throw new Error('It was taken')
}
