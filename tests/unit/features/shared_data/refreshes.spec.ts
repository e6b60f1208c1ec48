/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EventEmitter } from 'node:events'
import { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { Refreshes } from '../../../../src/features/shared_data/main.ts'
import type { Refresh } from '../../../../src/features/shared_data/main.ts'
import { markOf } from '../../../../src/features/shared_data/refreshes.ts'
import type { Asked } from '../../../../src/features/shared_data/refreshes.ts'

/** A request of somebody, which ends when its response does. */
function requestOf(visitor: { user?: number; session?: string }) {
  const response = Object.assign(new EventEmitter(), { writableFinished: false, destroyed: false })
  const ctx = Object.assign(Object.create(HttpContext.prototype) as HttpContext, {
    response: { response },
    auth: { user: visitor.user === undefined ? undefined : { id: visitor.user } },
    session: visitor.session && { sessionId: visitor.session, all: () => ({}), get() {} },
  })
  return { ctx, response }
}

function collecting() {
  const published: Refresh[][] = []
  const refreshes = new Refreshes({
    keys: ['basket', 'stock', 'constructor'],
    publish: async (asked) => void published.push(asked),
  })
  return { refreshes, published }
}

test.group('Refreshes', () => {
  test('that ask for the same are told once, however many there are', async ({ assert }) => {
    const { refreshes, published } = collecting()
    for (let count = 0; count < 1_000; count++) {
      refreshes.ask(['basket'])
      refreshes.ask(['stock'])
      refreshes.ask(['stock'], { to: { user: 7 } })
    }
    await refreshes.flush()
    await refreshes.flush()
    assert.deepEqual(published, [
      [
        { keys: ['basket', 'stock'], tabs: {} },
        { keys: ['stock'], tabs: { user: '7' } },
      ],
    ])
  })

  test('of a request are told when it is over, with one look at its end', async ({ assert }) => {
    const { refreshes, published } = collecting()
    const { ctx, response } = requestOf({ user: 7, session: 'a' })
    for (let count = 0; count < 20; count++) refreshes.ask(['basket'], { to: ctx })
    assert.equal(response.listenerCount('finish'), 1)
    await refreshes.flush()
    assert.deepEqual(published, [])
    response.emit('finish')
    response.emit('close')
    await refreshes.flush()
    assert.deepEqual(published, [[{ keys: ['basket'], tabs: { user: '7' } }]])
    assert.equal(response.listenerCount('close'), 0)
  })

  test('of a guest are for their session, and of nobody for nobody', async ({ assert }) => {
    const { refreshes, published } = collecting()
    for (const visitor of [{ session: 'a' }, {}]) {
      const { ctx, response } = requestOf(visitor)
      response.writableFinished = true
      refreshes.ask(['basket'], { to: ctx })
    }
    await refreshes.flush()
    assert.deepEqual(published, [[{ keys: ['basket'], tabs: { session: 'a' } }]])
  })

  test('say when they ended, and what one request alone has asked for', async ({ assert }) => {
    const { refreshes } = collecting()
    const told: Asked[] = []
    refreshes.deliver = (asked) => void told.push(...asked)
    const { ctx, response } = requestOf({ user: 7 })
    const other = requestOf({ user: 7 })
    const begun = performance.now()
    refreshes.ask(['basket'], { to: ctx })
    refreshes.ask(['stock'], { to: ctx })
    const asked = performance.now()
    response.emit('finish')
    await refreshes.flush()
    assert.strictEqual(told[0].by!.request, markOf(ctx))
    assert.isAtLeast(told[0].by!.at, begun)
    assert.isAtMost(told[0].by!.at, asked)
    assert.isAtLeast(told[0].at, asked)
    // Of two requests, neither has seen what the other one has changed
    response.writableFinished = true
    refreshes.ask(['basket'], { to: ctx })
    refreshes.ask(['basket'], { to: other.ctx })
    other.response.emit('close')
    refreshes.ask(['stock'])
    await refreshes.flush()
    assert.deepEqual(
      told.map(({ keys, by }) => [keys, by !== undefined]),
      [
        [['basket', 'stock'], true],
        [['basket'], false],
        [['stock'], false],
      ]
    )
  })

  test('refuse keys that are not there, and targets that mean nothing', ({ assert }) => {
    const { refreshes } = collecting()
    for (const key of ['bakset', '__proto__', 'toString', '']) {
      assert.throws(() => refreshes.ask([key]), /There is no shared key/)
    }
    refreshes.ask(['constructor'])
    for (const to of [{}, { user: undefined }, { usr: 1 }, null, 'all']) {
      assert.throws(() => refreshes.ask(['basket'], { to: to as never }), /Cannot tell which tabs/)
    }
  })
})
