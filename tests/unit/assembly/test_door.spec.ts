/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { TestDoor } from '../../../src/assembly/main.ts'
import type { Parts } from '../../../src/assembly/main.ts'

test.group('The door of tests', () => {
  test('is closed outside of tests, however often one knocks', ({ assert }) => {
    const parts = { dependencies: { app: { inTest: false } } } as unknown as Parts
    const opened: number[] = []
    for (let time = 0; time < 2; time++) {
      const knock = () => new TestDoor(parts, () => opened.push(time) as never)
      assert.throws(knock, /set NODE_ENV=test/)
    }
    assert.deepEqual(opened, [])
  })

  test('leads to the parts that serve the application', ({ assert }) => {
    const served: unknown[] = []
    const gateway = { serve: (...args: unknown[]) => served.push(args) } as never
    const renderer = {} as Parts['renderer']
    const dependencies = { app: { inTest: true }, config: {} }
    const door = new TestDoor({ dependencies, renderer } as unknown as Parts, () => gateway)
    assert.strictEqual(door.renderer, renderer)
    const [socket, visitor] = [{}, {}]
    door.serve(socket as never, visitor as never)
    assert.deepEqual(served, [[socket, visitor]])
  })
})
