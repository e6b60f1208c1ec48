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
  return { store, redis, prefix, close }
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
    await store.start()
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

  test('a server that comes back with an older record has it whole after the next write: {0}')
    .with([
      ['once', 1],
      ['twice', 2],
      ['with two records', 1, 'other'],
    ] as [string, number, string?][])
    .run(async ({ assert, cleanup }, [, times, second]) => {
      const { store, redis, prefix, close } = await open()
      cleanup(close)
      const admin = redis.duplicate()
      cleanup(() => admin.disconnect())
      await store.start()
      const ids = ['tab', ...(second === undefined ? [] : [second])]
      const all = new Map(['one', 'two', 'three'].map((name) => [name, Buffer.from(`${name} 1`)]))
      const write = (...changed: string[]) => {
        const parts = {
          changed: new Map(changed.map((name) => [name, all.get(name)])),
          all: () => all,
        }
        const lease = { owner: 'a', fence: 1 }
        return store.writeAll(
          ids.map((id) => ({ id, lease, data: Buffer.from('data'), keepFor: 60_000, parts }))
        )
      }
      await write(...all.keys())
      const key = `${prefix}tab`
      for (let time = 1; time <= times; time++) {
        const older = await admin.dumpBuffer(key)
        all.set('one', Buffer.from(`one ${time + 1}`))
        assert.isTrue(await write('one'))
        // It has acknowledged a write that it has not kept
        const back = new Promise((resolve) => redis.once('ready', resolve))
        await admin.restore(key, 60_000, older, 'REPLACE')
        await admin.client('KILL', 'ID', await redis.client('ID'))
        await back
        all.set('two', Buffer.from(`two ${time + 1}`))
        assert.isTrue(await write('two'))
        for (const id of ids) {
          const found = await store.read(id)
          assert.deepEqual(Object.fromEntries(found!.parts), Object.fromEntries(all))
        }
      }
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
