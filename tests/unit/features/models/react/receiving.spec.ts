/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { BINDING } from '../../../../../src/client/main.ts'
import type { ImportView } from '../../../../../src/features/models/react/imports/import_view.ts'
import { receiving } from '../../../../../src/features/models/react/imports/receiving.ts'

/** A store that counts who listens. */
function stateWith(importing: { id: string; step: string } | null) {
  const listeners = new Set<() => void>()
  const vars = { importing }
  const store = {
    state: () => ({ vars }),
    subscribe(_: string, listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const state = { [BINDING]: { store, id: 'BooksState' } } as unknown as ImportView
  const show = (next: typeof importing) => {
    vars.importing = next
    listeners.forEach((listener) => listener())
  }
  return { state, listeners, show }
}

test.group('Waiting for an import', () => {
  test('ends with the one that takes the text, and hears nothing more', async ({ assert }) => {
    const { state, listeners, show } = stateWith({ id: 'one', step: 'receiving' })
    const waiting = receiving(state, 'one', new AbortController().signal)
    show({ id: 'two', step: 'checking' })
    assert.equal(listeners.size, 1)
    show({ id: 'two', step: 'receiving' })
    await waiting
    assert.equal(listeners.size, 0)
  })

  test('hears nothing more once it is given up', async ({ assert }) => {
    const { state, listeners } = stateWith(null)
    const stop = new AbortController()
    void receiving(state, undefined, stop.signal)
    assert.equal(listeners.size, 1)
    stop.abort()
    assert.equal(listeners.size, 0)
    void receiving(state, undefined, stop.signal)
    assert.equal(listeners.size, 0)
  })
})
