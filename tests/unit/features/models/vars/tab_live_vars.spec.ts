/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { TabLiveVars } from '../../../../../src/features/models/vars/main.ts'
import type { LiveVar } from '../../../../../src/features/models/vars/main.ts'
import type { FollowerEvents } from '../../../../../src/features/models/vars/follower.ts'

/** More than any case needs: turns that ask for the next one would never end. */
const TURNS = 20

const definition = { id: 'Items' }

/** The live vars of a tab whose queue runs turns at once. */
function start(identity: { stale: boolean; outdated: boolean }) {
  const tree: Record<string, Record<string, unknown>> = { Items: { rows: 'old' } }
  let values: Record<string, string> = {}
  let events: FollowerEvents | undefined
  let turns = 0
  const shown: unknown[] = []

  const live = {
    name: 'Items.rows',
    definition,
    follow(options: { events: FollowerEvents }) {
      events = options.events
      return {
        get values() {
          return values
        },
        isOpen: true,
        load: async () => {},
        close() {},
      }
    },
  } as unknown as LiveVar
  const tab = {
    id: 'a',
    identity,
    shown: {},
    connected: true,
    ended: false,
    outbox: { push() {} },
    states: {
      tree,
      openScope() {
        return { supply: (_: unknown, news: object) => void shown.push(news) }
      },
      prepare() {},
    },
    /** What it shows is never the very value that it was given. */
    apply: () => ({}),
  }
  const host = {
    report: async () => {},
    mode: () => 'full',
    turns: {
      async run(_: unknown, work: () => Promise<void>) {
        if (++turns > TURNS) return undefined
        await work()
        part.stored()
        return undefined
      },
    },
  }
  const part = new TabLiveVars({ tab, host, engine: {}, writes: {}, varsOf: () => [live] } as never)
  return {
    part,
    shown,
    turns: () => turns,
    async load(loaded: string) {
      values = { rows: loaded }
      await part.load(live, { supply() {} } as never)
      tree.Items.rows = loaded
    },
    /** A newer result comes by itself. */
    push(news: string) {
      values = { rows: news }
      events!.changed()
    },
  }
}

/** Until nothing is left to do that waits for nobody. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20))
}

test.group('Live vars of a tab', () => {
  for (const identity of [
    { stale: true, outdated: false },
    { stale: false, outdated: true },
  ]) {
    const why = identity.stale ? 'somebody else is about to see' : 'a login has made outdated'
    test(`wait with what is new for a page that ${why}`, async ({ assert }) => {
      const { load, push, turns, shown } = start(identity)
      await load('first')
      push('second')
      await quiet()
      assert.equal(turns(), 1)
      assert.isEmpty(shown)
    })
  }

  test('are shown once by a turn of their own, whatever the tab makes of them', async ({
    assert,
  }) => {
    const { load, push, turns, shown } = start({ stale: false, outdated: false })
    await load('first')
    push('second')
    await quiet()
    assert.equal(turns(), 1)
    assert.deepEqual(shown, [{ rows: 'second' }])
  })

  test('are looked at again after a turn of somebody else', async ({ assert }) => {
    const identity = { stale: true, outdated: false }
    const { load, push, part, turns, shown } = start(identity)
    await load('first')
    push('second')
    await quiet()
    identity.stale = false
    part.stored()
    await quiet()
    assert.equal(turns(), 2)
    assert.deepEqual(shown, [{ rows: 'second' }])
  })
})
