/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { State, StateRegistry, StateTree } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'

const HOUR = 3_600_000

function before() {
  class ListState extends State {
    static override id = 'list'
    @rx.var() items: string[] = ['a']
    note = 'kept'
  }
  class OtherState extends State {
    static override id = 'other'
    @rx.var() count = 7
  }
  return [ListState, OtherState]
}

function after() {
  class ListState extends State {
    static override id = 'list'
    @rx.var() entries: string[] = []
  }
  return [ListState]
}

function treeOf(classes: StateClass[]): StateTree {
  const registry = new StateRegistry()
  for (const each of classes) registry.add(each)
  return new StateTree({ registry, member: 'me', freeze: true })
}

/** All states of a tab, as its page shows them. */
function shown(classes: StateClass[]): StateTree {
  const tree = treeOf(classes)
  tree.apply(tree.prepare(tree.openScope({}), { show: classes.map(({ id }) => id!), full: true }))
  return tree
}

function restored(classes: StateClass[], from: StateTree): StateTree {
  const tree = treeOf(classes)
  tree.restore(from.pack(), from.changes().all(), true)
  tree.wake()
  return tree
}

test.group('Vars that only another build has', () => {
  test('stay in the record, and that build finds them when it comes back', ({ assert }) => {
    const next = restored(after(), shown(before()))
    assert.deepInclude(next.tree.list, { entries: [], items: ['a'], note: 'kept' })
    assert.notProperty(next.snapshot().list.v, 'items')
    const back = restored(before(), next)
    assert.deepInclude(back.tree.list, { items: ['a'], note: 'kept', entries: [] })
    assert.deepInclude(back.tree.other, { count: 7 })
  })

  test('go after a day, and with the user', ({ assert, cleanup }) => {
    const { now } = Date
    cleanup(() => {
      Date.now = now
    })
    const first = restored(after(), shown(before()))
    Date.now = () => now() + 23 * HOUR
    const second = restored(after(), first)
    assert.property(second.tree.list, 'items')
    Date.now = () => now() + 25 * HOUR
    const third = restored(after(), second)
    assert.deepEqual(third.tree.list, { entries: [], errors: {} })
    first.clear()
    assert.deepEqual(first.tree, {})
  })
})
