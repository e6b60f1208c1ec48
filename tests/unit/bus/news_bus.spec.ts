/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { memoryTransport, NewsBus, redisTransport } from '../../../src/bus/main.ts'
import type { BusTransport } from '../../../src/bus/main.ts'

const kinds: { name: string; tags: string[]; open: () => Promise<BusTransport> }[] = [
  { name: 'memory', tags: [], open: async () => memoryTransport() },
  {
    name: 'redis',
    tags: ['@redis'],
    open: async () => {
      const redis = new Redis()
      const transport = await redisTransport(redis)
      redis.disconnect()
      return transport
    },
  },
]

for (const { name, tags, open } of kinds) {
  test.group(`Bus | ${name}`, (group) => {
    let buses: NewsBus[] = []

    group.tap((each) => each.tags(tags))
    group.each.setup(async () => {
      const logger = new Logger({ enabled: false })
      buses = [new NewsBus(await open(), logger), new NewsBus(await open(), logger)]
      return async () => {
        for (const bus of buses) await bus.close()
      }
    })

    test('a message reaches the other processes, in order, and not its sender', async ({
      assert,
    }) => {
      const [a, b] = buses
      const channel = randomUUID()
      const heard: { by: string; what: number }[] = []
      const last = Promise.withResolvers<void>()
      await a.subscribe<number>(channel, (what) => void heard.push({ by: 'a', what }))
      await b.subscribe<number>(channel, (what) => {
        heard.push({ by: 'b', what })
        if (what === 3) last.resolve()
      })
      for (const what of [1, 2, 3]) await a.publish(channel, what)
      await last.promise
      assert.deepEqual(heard, [
        { by: 'b', what: 1 },
        { by: 'b', what: 2 },
        { by: 'b', what: 3 },
      ])
    })

    test('all handlers of a channel hear a message, one that throws does not keep it from others', async ({
      assert,
    }) => {
      const [a, b] = buses
      const channel = randomUUID()
      const heard = Promise.withResolvers<object>()
      await b.subscribe(channel, () => {
        throw new Error('boom')
      })
      await b.subscribe<{ id: string }>(channel, heard.resolve)
      await a.publish(channel, { id: 'x' })
      assert.deepEqual(await heard.promise, { id: 'x' })
    })

    test('it becomes ready', async ({ assert }) => {
      while (!buses[0].ready) await setTimeout(5)
      assert.isTrue(buses[0].ready)
    })
  })
}
