/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { State, StateRegistry, StateTree } from '../../../src/state/main.ts'
import { assertJson } from '../../../src/state/delta/json.ts'

class Row {
  name = 'Tea'
}

class RowState extends State {
  @rx.var() row: unknown = null
  kept: unknown = null
}

test.group('What errors of states say', () => {
  test('a state that no file exports names the rule for names of files', ({ assert }) => {
    const registry = new StateRegistry()
    for (const id of ['CartState', 'Cart']) {
      try {
        registry.require(id)
        assert.fail('there is no such state')
      } catch (error) {
        const { message, help } = error as Error & { help: string }
        assert.equal(message, `There is no state "${id}"`)
        assert.include(help, 'a file whose name ends in "_state"')
      }
    }
  })

  test('a model in a base var is told as what cannot be sent, also where it cannot be stored', ({
    assert,
  }) => {
    const registry = new StateRegistry()
    registry.add(RowState)
    const write = (name: 'row' | 'kept') => {
      const tree = new StateTree({ registry, freeze: true, storable: true })
      tree.apply(tree.prepare(tree.openScope({}), { show: ['RowState'] }))
      const scope = tree.openScope({})
      const state = scope.view(registry.require('RowState')) as RowState
      state[name] = new Row()
      return tree.prepare(scope)
    }
    assert.throws(() => write('row'), /^Cannot send "RowState.row" to the browser/)
    assert.throws(() => write('kept'), /^Cannot store "RowState.kept"/)
  })

  test('a value that JSON does not keep names what to write', ({ assert }) => {
    class Session {
      open = true
    }
    const message = (value: unknown) => {
      try {
        assertJson(value, 'CartState.value')
        return ''
      } catch (error) {
        return (error as Error).message
      }
    }
    assert.include(message(new Date()), 'Write toISOString()')
    assert.include(message(new Set([1])), 'Write [...set]')
    assert.include(message([rx.toast.success('Saved'), { id: 1 }]), 'Yield the action')
    assert.include(message(new Session()), 'Take plain values out of it')
    assert.include(
      message(() => {}),
      'Take plain values out of it'
    )
    assert.include(message(Number.NaN), 'it is NaN')
  })
})
