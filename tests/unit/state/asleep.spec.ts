/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Store } from '../../../src/client/main.ts'
import type { PageInfo } from '../../../src/protocol/main.ts'
import { rx } from '../../../src/rx.ts'
import { State, StateRegistry, StateTree } from '../../../src/state/main.ts'
import type { StateNews } from '../../../src/state/main.ts'

/** What computed vars read that is no var, as the time is. */
const outside: { value: string | undefined; fails: boolean } = { value: 'old', fails: false }

class LookState extends State {
  @rx.var() count = 0
  @rx.var() get seen() {
    if (outside.fails) throw new Error('cannot be seen')
    return outside.value
  }
  @rx.var() get listed() {
    return { lines: [outside.value ?? 'none', 'last'] }
  }
}

const info: PageInfo = {
  id: 'look',
  url: '/look',
  route: 'look',
  params: {},
  states: ['LookState'],
}

/** A tab, and what its browser shows. */
function open() {
  Object.assign(outside, { value: 'old', fails: false })
  const registry = new StateRegistry()
  const definition = registry.add(LookState)
  const tree = new StateTree({ registry, freeze: true })
  const show = ['LookState']
  const { s = {} } = tree.apply(tree.prepare(tree.openScope({}), { show, full: true }))
  const store = new Store({ page: info, states: JSON.parse(JSON.stringify(s)) as typeof s }, 0)
  let n = 0
  const receive = (news: StateNews) =>
    store.apply({ n: ++n, ...(JSON.parse(JSON.stringify(news)) as StateNews) })
  const increment = () => {
    const scope = tree.openScope({})
    ;(scope.view(definition) as LookState).count++
    return receive(tree.apply(tree.prepare(scope)))
  }
  return { tree, increment, vars: () => ({ ...store.state('LookState')!.vars }) }
}

test.group('A computed var of a tab that has slept', () => {
  test('is told as it is now, where it has changed meanwhile', async ({ assert }) => {
    const { tree, increment, vars } = open()
    assert.isTrue(tree.sleep())
    outside.value = 'new'
    assert.isTrue(increment())
    assert.deepInclude(vars(), { count: 1, seen: 'new', listed: { lines: ['new', 'last'] } })
  })

  test('is gone, where it has no value any more', async ({ assert }) => {
    const { tree, increment, vars } = open()
    assert.isTrue(tree.sleep())
    outside.value = undefined
    assert.isTrue(increment())
    assert.notProperty(vars(), 'seen')
    assert.equal(vars().count, 1)
  })

  test('fails in the event that needs it, and not where the tab wakes', async ({ assert }) => {
    const { tree, increment, vars } = open()
    assert.isTrue(tree.sleep())
    outside.fails = true
    tree.wake()
    assert.throws(() => increment(), 'cannot be seen')
    outside.fails = false
    assert.isTrue(increment())
    assert.deepInclude(vars(), { count: 1, seen: 'old' })
  })
})
