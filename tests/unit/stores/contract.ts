/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type {
  ClaimedRecord,
  Lease,
  PartsWrite,
  RecordWrite,
  StateStore,
} from '../../../src/stores/main.ts'

const MINUTE = 60_000

function bytes(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

function text(data: Uint8Array | undefined): string | undefined {
  return data && new TextDecoder().decode(data)
}

/**
 * What each store promises.
 *
 * @param open - a store for one test, with what cleans up after it
 */
export function storeSuite(
  name: string,
  open: () => Promise<{ store: StateStore; close: () => Promise<void> }>,
  tags: string[] = []
): void {
  test.group(`Stores | ${name}`, (group) => {
    let store: StateStore

    group.tap((each) => each.tags(tags))
    group.each.setup(async () => {
      const opened = await open()
      store = opened.store
      return opened.close
    })

    const write = (id: string, of: Lease, data: Uint8Array, keepFor: number) =>
      store.write({ id, lease: of, data, keepFor })
    const lease = (owner = 'a', fence = 1) => ({ owner, fence })

    test('a claim gets what was written last, byte by byte', async ({ assert }) => {
      const all = Uint8Array.from({ length: 256 }, (_, index) => index)
      const id = randomUUID()
      assert.isTrue(await write(id, lease(), bytes('first'), MINUTE))
      assert.isTrue(await write(id, lease(), all, MINUTE))
      const claimed = await store.claim(id, 'b')
      assert.equal(claimed!.fence, 2)
      assert.deepEqual(new Uint8Array(claimed!.data), all)
    })

    test('a tab that was never written cannot be claimed', async ({ assert }) => {
      const id = randomUUID()
      assert.isUndefined(await store.claim(id, 'a'))
      assert.isUndefined(await store.holder(id))
    })

    test('a claim voids the lease of whoever had the tab', async ({ assert }) => {
      const id = randomUUID()
      await write(id, lease('a', 1), bytes('of a'), MINUTE)
      const { fence } = (await store.claim(id, 'b'))!
      assert.isFalse(await write(id, lease('a', 1), bytes('late'), MINUTE))
      assert.isTrue(await write(id, lease('b', fence), bytes('of b'), MINUTE))
      assert.equal(text((await store.claim(id, 'c'))!.data), 'of b')
    })

    test('a process that claims a tab again voids its own earlier lease', async ({ assert }) => {
      const id = randomUUID()
      await write(id, lease('a', 1), bytes('one'), MINUTE)
      await store.claim(id, 'a')
      assert.isFalse(await write(id, lease('a', 1), bytes('two'), MINUTE))
    })

    test('of many claims at once each gets a lease of its own', async ({ assert }) => {
      const id = randomUUID()
      await write(id, lease(), bytes('one'), MINUTE)
      const claims = store.shared ? 20 : 1
      const fences = await Promise.all(
        Array.from({ length: claims }, async (_, index) => {
          return (await store.claim(id, `process-${index}`))!.fence
        })
      )
      assert.equal(new Set(fences).size, claims)
    })

    test('the holder is the last one that claimed the tab', async ({ assert }) => {
      const id = randomUUID()
      await write(id, lease('a', 1), bytes('one'), MINUTE)
      assert.deepEqual(await store.holder(id), { owner: 'a', fence: 1 })
      await store.claim(id, 'b')
      assert.deepEqual(await store.holder(id), { owner: 'b', fence: 2 })
    })

    test('a tab that was removed is gone, and may be made again', async ({ assert }) => {
      const id = randomUUID()
      await write(id, lease(), bytes('one'), MINUTE)
      await store.remove(id)
      assert.isUndefined(await store.claim(id, 'a'))
      assert.isTrue(await write(id, lease('a', 1), bytes('two'), MINUTE))
      assert.equal(text((await store.claim(id, 'a'))!.data), 'two')
    })

    test('a tab is gone when its time is over, and not before', async ({ assert }) => {
      const [short, long, touched] = [randomUUID(), randomUUID(), randomUUID()]
      await write(short, lease(), bytes('short'), 20)
      await write(long, lease(), bytes('long'), MINUTE)
      await write(touched, lease(), bytes('touched'), 20)
      await store.touch([touched], MINUTE)
      while (await store.holder(short)) await setTimeout(5)
      assert.isUndefined(await store.claim(short, 'a'))
      assert.equal(text((await store.claim(long, 'a'))!.data), 'long')
      assert.equal(text((await store.claim(touched, 'a'))!.data), 'touched')
    })

    test('several records are written together', async ({ assert }) => {
      const ids = [randomUUID(), randomUUID()]
      await write(ids[0], lease('a', 1), bytes('old'), MINUTE)
      const records = ids.map((id) => ({
        id,
        lease: lease('a', 1),
        data: bytes(id),
        keepFor: MINUTE,
      }))
      assert.isTrue(await store.writeAll(records))
      for (const id of ids) assert.equal(text((await store.read(id))!.data), id)
    })

    test('of several records none is written when one lease is void', async ({ assert }) => {
      const [tab, room, fresh] = [randomUUID(), randomUUID(), randomUUID()]
      await write(tab, lease('a', 1), bytes('tab'), MINUTE)
      await write(room, lease('a', 1), bytes('room'), MINUTE)
      await store.claim(room, 'b')
      const records = [tab, fresh, room].map((id) => ({
        id,
        lease: lease('a', 1),
        data: bytes('new'),
        keepFor: MINUTE,
      }))
      assert.isFalse(await store.writeAll(records))
      assert.equal(text((await store.read(tab))!.data), 'tab')
      assert.equal(text((await store.read(room))!.data), 'room')
      assert.isUndefined(await store.read(fresh))
    })

    test('a look at a record changes nothing about who has it', async ({ assert }) => {
      const id = randomUUID()
      assert.isUndefined(await store.read(id))
      await write(id, lease('a', 1), bytes('one'), MINUTE)
      const { fence, data } = (await store.read(id))!
      assert.equal(fence, 1)
      assert.equal(text(data), 'one')
      assert.isTrue(await write(id, lease('a', 1), bytes('two'), MINUTE))
    })

    test('who asks for a record that is missing makes it', async ({ assert }) => {
      const id = randomUUID()
      const request = { id, owner: 'a', over: undefined, initial: bytes('new'), keepFor: MINUTE }
      const { claimed } = await store.acquire(request)
      assert.equal(text(claimed!.data), 'new')
      assert.isTrue(await write(id, lease('a', claimed!.fence), bytes('one'), MINUTE))
      const again = await store.acquire(request)
      assert.equal(text(again.claimed!.data), 'one')
      assert.isFalse(await write(id, lease('a', claimed!.fence), bytes('two'), MINUTE))
    })

    test('a record that another process has is not taken without its fence', async ({ assert }) => {
      if (!store.shared) return
      const id = randomUUID()
      const request = { id, over: undefined, initial: bytes('new'), keepFor: MINUTE }
      const first = await store.acquire({ ...request, owner: 'a' })
      const refused = await store.acquire({ ...request, owner: 'b' })
      assert.deepEqual(refused.holder, { owner: 'a', fence: first.claimed!.fence })
      const { fence } = refused.holder!
      const both = await Promise.all(
        ['b', 'c'].map((owner) => store.acquire({ ...request, owner, over: fence }))
      )
      assert.lengthOf(
        both.filter(({ claimed }) => claimed),
        1
      )
      await store.release(new Map([[id, lease('', both[0].claimed!.fence)]]))
      const last = await store.acquire({ ...request, owner: 'd' })
      assert.equal(text(last.claimed!.data), 'new')
    })

    test('what is gone may be touched, removed and released without harm', async ({ assert }) => {
      const id = randomUUID()
      await store.touch([id], MINUTE)
      await store.remove(id)
      await store.release(new Map([[id, lease()]]))
      assert.isUndefined(await store.holder(id))
    })

    test('what may be had once is had by the first', async ({ assert }) => {
      const [id, other] = [randomUUID(), randomUUID()]
      const taken = await Promise.all(Array.from({ length: 20 }, () => store.once(id, MINUTE)))
      assert.lengthOf(taken.filter(Boolean), 1)
      assert.isFalse(await store.once(id, MINUTE))
      assert.isTrue(await store.once(other, MINUTE))
      assert.isUndefined(await store.holder(id))
    })

    /** Parts as a tab has them: all of them, and those that differ from what it has written before. */
    const partsOf = (
      all: Record<string, string>,
      changed: Record<string, string | undefined> = all
    ): PartsWrite => {
      const packed = (values: Record<string, string | undefined>) =>
        Object.entries(values).map(
          ([key, value]) => [key, value === undefined ? undefined : bytes(value)] as const
        )
      return {
        changed: new Map(packed(changed)),
        all: () => new Map(packed(all) as [string, Uint8Array][]),
      }
    }
    const partsIn = (record: ClaimedRecord | undefined) =>
      record && Object.fromEntries([...record.parts].map(([key, value]) => [key, text(value)]))
    const head = (id: string, data: string) => ({
      id,
      lease: lease(),
      data: bytes(data),
      keepFor: MINUTE,
    })

    test('a write costs what has changed of the parts, and a claim gets all of them', async ({
      assert,
    }) => {
      const id = randomUUID()
      assert.isTrue(await store.write({ ...head(id, '1'), parts: partsOf({ a: 'a1', b: 'b1' }) }))
      const later = partsOf({ a: 'a2', b: 'b1', c: 'c1' }, { a: 'a2', c: 'c1' })
      assert.isTrue(await store.write({ ...head(id, '2'), parts: later }))
      const last = partsOf({ b: 'b1', c: 'c1' }, { a: undefined })
      assert.isTrue(await store.writeAll([{ ...head(id, '3'), parts: last }]))
      assert.deepEqual(partsIn(await store.read(id)), { b: 'b1', c: 'c1' })
      const claimed = await store.claim(id, 'b')
      assert.equal(text(claimed!.data), '3')
      assert.deepEqual(partsIn(claimed), { b: 'b1', c: 'c1' })
      assert.isFalse(await store.write({ ...head(id, '4'), parts: partsOf({ b: 'late' }) }))
      assert.deepEqual(partsIn(await store.read(id)), { b: 'b1', c: 'c1' })
    })

    test('a record that is gone is written anew with all of its parts', async ({ assert }) => {
      for (const way of ['write', 'writeAll'] as const) {
        const id = randomUUID()
        const other = randomUUID()
        const save = (record: RecordWrite) =>
          way === 'write' ? store.write(record) : store.writeAll([head(other, 'room'), record])
        await save({ ...head(id, '1'), parts: partsOf({ a: 'a1', b: 'b1' }) })
        await store.remove(id)
        const parts = partsOf({ a: 'a2', b: 'b1' }, { a: 'a2' })
        assert.isTrue(await save({ ...head(id, '2'), parts }))
        assert.deepEqual(partsIn(await store.read(id)), { a: 'a2', b: 'b1' })
      }
    })

    test('a record without parts takes the place of one that has some', async ({ assert }) => {
      const id = randomUUID()
      await store.write({ ...head(id, '1'), parts: partsOf({ a: 'a1' }) })
      await store.write(head(id, '2'))
      assert.deepEqual(partsIn(await store.read(id)), {})
    })

    test('a part is what was written last, after any number of writes', async ({ assert }) => {
      const id = randomUUID()
      const long = 'x'.repeat(5_000)
      const all: Record<string, string> = { large: 'y'.repeat(100_000), small: '' }
      await store.write({ ...head(id, '0'), parts: partsOf(all) })
      for (let step = 1; step <= 60; step++) {
        all.small = `${step}${long}`
        await store.write({ ...head(id, `${step}`), parts: partsOf(all, { small: all.small }) })
      }
      assert.deepEqual(partsIn(await store.read(id)), all)
      assert.deepEqual(partsIn(await store.claim(id, 'b')), all)
    })

    test('a record has any number of parts, which are gone when they are no longer its own', async ({
      assert,
    }) => {
      const id = randomUUID()
      const keys = Array.from({ length: 9_001 }, (_, index) => `part ${index}`)
      const all = Object.fromEntries(keys.map((key) => [key, key]))
      await store.write({ ...head(id, '1'), parts: partsOf(all) })
      assert.deepEqual(partsIn(await store.read(id)), all)
      const changed = Object.fromEntries(keys.map((key) => [key, `${key} changed`]))
      await store.write({ ...head(id, '2'), parts: partsOf(changed) })
      assert.deepEqual(partsIn(await store.read(id)), changed)
      const gone = Object.fromEntries(keys.slice(1).map((key) => [key, undefined]))
      const left = { [keys[0]]: changed[keys[0]] }
      await store.write({ ...head(id, '3'), parts: partsOf(left, gone) })
      assert.deepEqual(partsIn(await store.read(id)), left)
    })

    test('it says that it works', async ({ assert }) => {
      await assert.doesNotReject(() => store.check())
    })
  })
}
