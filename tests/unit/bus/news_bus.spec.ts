/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { AES256GCM } from '@adonisjs/core/encryption/drivers/aes_256_gcm'
import { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { memoryTransport, NewsBus, NewsSeal, redisTransport } from '../../../src/bus/main.ts'
import type { BusTransport } from '../../../src/bus/main.ts'
import { OwnRedis } from '../../helpers/cluster/own_redis.ts'

interface Kind {
  name: string
  tags: string[]
  seals: () => NewsSeal[]
  open: () => Promise<BusTransport>
}

const kinds: Kind[] = [
  { name: 'memory', tags: [], seals: () => [], open: async () => memoryTransport() },
  {
    name: 'redis',
    tags: ['@redis'],
    seals: () => sealsOf(['a']),
    open: async () => {
      const redis = new Redis()
      const transport = redisTransport(redis)
      redis.disconnect()
      return transport
    },
  },
]

for (const { name, tags, seals, open } of kinds) {
  test.group(`Bus | ${name}`, (group) => {
    let buses: NewsBus[] = []

    group.tap((each) => each.tags(tags))
    group.each.setup(async () => {
      const logger = new Logger({ enabled: false })
      buses = []
      for (let index = 0; index < 2; index++) {
        buses.push(new NewsBus(await open(), logger, seals()))
      }
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

/**
 * @param keys - of the application, the newest first
 * @param scope - where its records are
 */
function sealsOf(keys: string[], scope = ''): NewsSeal[] {
  const encryption = new EncryptionFactory({
    driver: (key) => new AES256GCM({ id: 'app', key }),
    keys: keys.map((key) => key.repeat(32)),
  }).create()
  return NewsSeal.all(encryption, scope)
}

/** What a process of an application hears on a channel. */
interface Listener {
  bus: NewsBus
  heard: unknown[]
  warnings: string[]
}

test.group('Bus | a connection to redis that is lost', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('who hears again is told, since news were missed', async ({ assert, cleanup }) => {
    const server = await OwnRedis.create()
    cleanup(() => server.remove())
    const redis = new Redis(server.port, { lazyConnect: true, retryStrategy: () => 10 })
    const buses = [1, 2].map(
      () => new NewsBus(redisTransport(redis), new Logger({ enabled: false }), sealsOf(['a']))
    )
    cleanup(async () => {
      for (const bus of buses) await bus.close()
    })
    const [listener, teller] = buses
    let resumed = 0
    listener.onListening(() => resumed++)
    const heard: unknown[] = []
    await listener.subscribe('one', (message) => void heard.push(message))
    await listener.subscribe('two', () => {})
    assert.equal(resumed, 1)
    await teller.publish('one', 'before')
    for (const round of [2, 3]) {
      await server.kill()
      await server.start()
      while (resumed < round) await setTimeout(5)
    }
    while (!listener.ready) await setTimeout(5)
    await teller.publish('one', 'after')
    while (!heard.includes('after')) await setTimeout(5)
    assert.equal(resumed, 3)
  })

  test('who only tells has one connection, and none after its end', async ({ assert, cleanup }) => {
    const server = await OwnRedis.create()
    cleanup(() => server.remove())
    const clients = () =>
      server.ask(async (operator) => {
        const list = (await operator.client('LIST')) as string
        return list.trim().split('\n').length - 1
      })
    const bus = new NewsBus(
      redisTransport(new Redis(server.port, { lazyConnect: true })),
      new Logger({ enabled: false })
    )
    await bus.publish('one', 'x')
    assert.equal(await clients(), 1)
    assert.isTrue(bus.ready)
    await bus.subscribe('one', () => {})
    assert.equal(await clients(), 2)
    await bus.close()
    while ((await clients()) > 0) await setTimeout(5)
  })

  test('a server that answers nothing keeps nobody from ending', async ({ cleanup }) => {
    const server = await OwnRedis.create()
    cleanup(() => server.remove())
    const bus = new NewsBus(
      redisTransport(new Redis(server.port, { lazyConnect: true })),
      new Logger({ enabled: false })
    )
    await bus.publish('one', 'x')
    server.pause()
    cleanup(() => server.resume())
    const waiting = bus.publish('one', 'y')
    await bus.close()
    await waiting
  })
})

test.group('Bus | several applications on one redis', (group) => {
  let redis: Redis
  let open: NewsBus[]
  const channel = randomUUID()

  group.tap((each) => each.tags(['@redis']))
  group.each.setup(() => {
    redis = new Redis()
    open = []
    return async () => {
      for (const bus of open) await bus.close()
      redis.disconnect()
    }
  })

  async function listen(keys: string[], scope?: string): Promise<Listener> {
    const warnings: string[] = []
    const logger = new Logger({
      enabled: true,
      destination: { write: (line: string) => void warnings.push(line) },
    })
    const bus = new NewsBus(redisTransport(redis), logger, sealsOf(keys, scope))
    const heard: unknown[] = []
    await bus.subscribe(channel, (message) => void heard.push(message))
    open.push(bus)
    return { bus, heard, warnings }
  }

  /** Resolves when all that was told before has arrived: it is told last. */
  async function quiet(from: Listener, ...to: Listener[]): Promise<void> {
    await from.bus.publish(channel, 'last')
    for (const { heard } of to) while (!heard.includes('last')) await setTimeout(5)
  }

  test('neither hears the other, with another key, prefix or database', async ({ assert }) => {
    const ours = [await listen(['a'], '[0,"","one:"]'), await listen(['a'], '[0,"","one:"]')]
    const others = [
      await listen(['b'], '[0,"","one:"]'),
      await listen(['a'], '[0,"","two:"]'),
      await listen(['a'], '[1,"","one:"]'),
    ]
    for (let index = 0; index < 1_000; index++) {
      await Promise.all([ours[0], ...others].map(({ bus }) => bus.publish(channel, index)))
    }
    await quiet(ours[0], ours[1])
    assert.deepEqual(ours[1].heard, [...Array.from({ length: 1_000 }, (_, index) => index), 'last'])
    for (const { heard, warnings } of [ours[0], ...others]) {
      assert.deepEqual(heard, [])
      assert.deepEqual(warnings, [])
    }
  })

  test('while a key is replaced, old and new processes hear each other once', async ({
    assert,
  }) => {
    const old = [await listen(['a']), await listen(['a'])]
    const both = [await listen(['b', 'a']), await listen(['b', 'a'])]
    const young = await listen(['b'])
    await old[0].bus.publish(channel, 'old')
    await both[0].bus.publish(channel, 'both')
    await young.bus.publish(channel, 'young')
    await quiet(both[0], old[1], both[1], young)
    assert.sameMembers(old[1].heard, ['old', 'both', 'last'])
    assert.sameMembers(both[1].heard, ['old', 'both', 'young', 'last'])
    assert.sameMembers(young.heard, ['both', 'last'])
  })

  test('news that the application has not signed are dropped, with one line for all', async ({
    assert,
  }) => {
    const [a, b] = [await listen(['a']), await listen(['a'])]
    const names = (await redis.pubsub('CHANNELS', `reflex:*:${channel}`)) as string[]
    assert.lengthOf(names, 1)
    for (const forged of ['', 'x', `${'a'.repeat(22)}{"m":1}`, '{"payload":1,"busId":"x"}']) {
      for (let index = 0; index < 50; index++) await redis.publish(names[0], `stranger ${forged}`)
    }
    await quiet(a, b)
    assert.deepEqual(b.heard, ['last'])
    assert.lengthOf(b.warnings, 1)
    assert.include(b.warnings[0], 'message dropped')
  })
})
