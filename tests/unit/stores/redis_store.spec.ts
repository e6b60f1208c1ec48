/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import getPort from 'get-port'
import { Redis } from 'ioredis'
import { RedisStore, storeErrors } from '../../../src/stores/main.ts'
import { storeSuite } from './contract.ts'

async function open() {
  const prefix = `reflex-test:${randomUUID()}:`
  const redis = new Redis({ enableAutoPipelining: true })
  const store = new RedisStore(redis, prefix)
  const close = async () => {
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.del(keys)
    await store.close()
  }
  return { store, redis, close }
}

storeSuite('redis', open, ['@redis'])

test.group('Stores | redis', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('a write is one command', async ({ assert, cleanup }) => {
    const { store, redis, close } = await open()
    cleanup(close)
    const write = () =>
      store.write({
        id: 'tab',
        lease: { owner: 'a', fence: 1 },
        data: new Uint8Array(10),
        keepFor: 60_000,
      })
    await write()
    const sent = async () => {
      const [, calls] = /cmdstat_evalsha:calls=(\d+)/.exec(await redis.info('commandstats')) ?? []
      return Number(calls)
    }
    // The server is shared with other programs: count what this connection sends
    const before = await sent()
    const names: string[] = []
    const sendCommand = redis.sendCommand.bind(redis)
    redis.sendCommand = (command, stream) => {
      names.push(command.name)
      return sendCommand(command, stream)
    }
    await write()
    assert.deepEqual(names, ['evalsha'])
    assert.isAbove(await sent(), before)
  })

  test('what has changed is set by one command of the script', async ({ assert, cleanup }) => {
    const { store, redis, close } = await open()
    cleanup(close)
    const names = ['one', 'other', 'third']
    const all = new Map(names.map((name) => [name, Buffer.from(name)]))
    const write = (isAnew: boolean) =>
      store.write({
        id: 'tab',
        lease: { owner: 'a', fence: 1 },
        data: new Uint8Array(10),
        keepFor: 60_000,
        parts: isAnew
          ? { changed: all, all: () => all }
          : { changed: new Map([...all, ['gone', undefined]]), all: () => all },
      })
    await write(true)
    const watcher = redis.duplicate()
    cleanup(() => watcher.disconnect())
    const monitor = await watcher.monitor()
    cleanup(() => monitor.disconnect())
    const commands: string[][] = []
    const { promise: seen, resolve } = Promise.withResolvers<void>()
    const prefix = /reflex-test:[^:]+:tab/
    monitor.on('monitor', (_: string, command: string[]) => {
      // Other programs use the server as well
      if (!command.some((each) => prefix.test(each))) return
      commands.push(command)
      if (command[0].toLowerCase() === 'pexpire') resolve()
    })
    await write(false)
    await seen
    const told = commands.map(([name]) => name.toLowerCase()).filter((name) => name !== 'evalsha')
    assert.deepEqual(told, ['hget', 'hset', 'hdel', 'pexpire'])
  })

  test('a server that is not there is a coded error', async ({ assert, cleanup }) => {
    const redis = new Redis(await getPort(), { maxRetriesPerRequest: 0, retryStrategy: () => 10 })
    redis.on('error', () => {})
    const store = new RedisStore(redis, 'reflex-test:')
    cleanup(() => store.close())
    for (const work of [() => store.check(), () => store.claim('tab', 'a')]) {
      const error = await work().catch((cause: unknown) => cause)
      assert.instanceOf(error, storeErrors.E_STORE_UNAVAILABLE)
    }
  })
})
