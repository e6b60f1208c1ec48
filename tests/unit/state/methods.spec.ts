/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { AppState, State, StateRegistry, StateTree } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'

class ParentState extends AppState {
  @rx.var() count = 0
  @rx.var() get double() {
    return this.count * 2
  }
  get half() {
    return this.count / 2
  }
  @rx.event() add() {
    this.work()
  }
  async $joined() {}
  private work() {
    this.count++
  }
  forgotten() {}
}

class ChildState extends ParentState {
  override add() {
    super.add()
  }
  override forgotten() {}
  another() {}
}

class BareState extends State {}

/** What a tree tells of the events of a state. */
function told(state: StateClass, tellMethods?: boolean): string[] {
  const registry = new StateRegistry()
  registry.add(state)
  const tree = new StateTree({ registry, freeze: true, tellMethods })
  const change = tree.prepare(tree.openScope({}), { show: [state.name] })
  return tree.apply(change).s![state.name].e
}

test.group('Methods without @rx.event()', () => {
  test('are told in development, so that their calls are answered with the remedy', ({
    assert,
  }) => {
    assert.sameMembers(told(ParentState, true), ['add', 'work', 'forgotten'])
    assert.sameMembers(told(ChildState, true), ['add', 'work', 'forgotten', 'another'])
    assert.deepEqual(told(BareState, true), [])
  })

  test('are not told otherwise', ({ assert }) => {
    assert.deepEqual(told(ChildState), ['add'])
  })
})
