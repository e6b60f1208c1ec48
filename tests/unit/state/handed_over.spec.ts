/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { State, StateRegistry, StateTree, runHandler } from '../../../src/state/main.ts'

interface Point {
  id: number
  tags: string[]
}

class ChartState extends State {
  @rx.var() points: Point[] = [{ id: 1, tags: ['a'] }]

  @rx.event() whole() {
    this.points.push({ id: 2, tags: [] })
    return this.points
  }

  @rx.event() inside() {
    this.points[0].tags.push('b')
    return { first: this.points[0], ids: this.points.map(({ id }) => id) }
  }

  @rx.event() draw() {
    return rx.call('draw', this.points)
  }

  @rx.event() async *drawTwice() {
    yield rx.call('draw', this.points)
    this.points[0].id = 3
    return rx.call('draw', this.points)
  }
}

/** Runs an event to its end and says what would be sent of it. */
async function run(name: keyof ChartState) {
  const registry = new StateRegistry()
  const definition = registry.add(ChartState)
  const tree = new StateTree({ registry, freeze: true })
  const scope = tree.openScope({
    flush: async (current) => current.resume(tree.prepare(current).tree),
  })
  const value = await runHandler(scope, definition, definition.events.get(name)!, [])
  tree.apply(tree.prepare(scope, { show: [definition.id] }))
  return JSON.parse(JSON.stringify({ value, actions: scope.actions }))
}

test.group('What a handler hands over', () => {
  test('may be a var, which is as it was then', async ({ assert }) => {
    const { value } = await run('whole')
    assert.deepEqual(value, [
      { id: 1, tags: ['a'] },
      { id: 2, tags: [] },
    ])
  })

  test('may hold parts of vars', async ({ assert }) => {
    const { value } = await run('inside')
    assert.deepEqual(value, { first: { id: 1, tags: ['a', 'b'] }, ids: [1] })
  })

  test('may be an argument of an action', async ({ assert }) => {
    const { actions } = await run('draw')
    assert.deepEqual(actions, [{ type: 'call', name: 'draw', args: [[{ id: 1, tags: ['a'] }]] }])
  })

  test('is as it was at each yield', async ({ assert }) => {
    const { actions } = await run('drawTwice')
    assert.deepEqual(
      actions.map(({ args }: { args: Point[][] }) => args[0][0].id),
      [1, 3]
    )
  })
})
