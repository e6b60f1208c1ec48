/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { APP_STATE_ID } from '../../../src/protocol/main.ts'
import { AppState, StateRegistry, StateTree, variable } from '../../../src/state/main.ts'

class GreetingState extends AppState {
  @variable() name = 'Ada'

  @variable() get greeting(): string {
    return `${this.language === 'de' ? 'Guten Tag' : 'Hello'}, ${this.name}`
  }

  @variable() get isIn(): boolean {
    return this.isAuthenticated
  }

  @variable() get said(): string {
    return String((this.messages as Record<string, unknown>).success ?? 'nothing')
  }
}

const guest = { isAuthenticated: false, currentUser: null, messages: {}, language: 'en' }

test.group('Computed vars that read what a request shows', () => {
  function open() {
    const registry = new StateRegistry()
    const definition = registry.add(GreetingState)
    const tree = new StateTree({ registry, freeze: true })
    const show = [APP_STATE_ID, 'GreetingState']
    const scope = () => tree.openScope({})
    const shown = (app: object) =>
      tree.apply(tree.prepare(scope(), { show, full: true, app: { ...guest, ...app } })).s!
        .GreetingState.v
    const changed = (app: object, name = 'Ada') => {
      const own = scope()
      ;(own.view(definition) as GreetingState).name = name
      return tree.apply(tree.prepare(own, { app: { ...guest, ...app } })).d?.GreetingState
    }
    return { shown, changed }
  }

  test('see that of the request which shows a page', ({ assert }) => {
    const { shown } = open()
    const vars = shown({ language: 'de', isAuthenticated: true, messages: { success: 'Saved' } })
    assert.deepInclude(vars, { greeting: 'Guten Tag, Ada', isIn: true, said: 'Saved' })
  })

  test('follow with the event that changes it, and with nothing else', ({ assert }) => {
    const { shown, changed } = open()
    shown({})
    assert.deepEqual(changed({ isAuthenticated: true }), [[0, ['isIn'], true]])
    assert.isUndefined(changed({ isAuthenticated: true }))
    assert.deepEqual(changed({}), [[0, ['isIn'], false]])
  })

  test('see it together with what the event has changed', ({ assert }) => {
    const { shown, changed } = open()
    shown({})
    assert.sameDeepMembers(changed({ language: 'de' }, 'Grace')!, [
      [0, ['name'], 'Grace'],
      [0, ['greeting'], 'Guten Tag, Grace'],
    ])
  })
})
