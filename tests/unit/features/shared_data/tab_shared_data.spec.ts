/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { markOf } from '../../../../src/features/shared_data/refreshes.ts'
import { SharedSources } from '../../../../src/features/shared_data/shared_sources.ts'
import { TabSharedData } from '../../../../src/features/shared_data/tab_shared_data.ts'
import type { Work } from '../../../../src/features/shared_data/work_queue.ts'

/** Long after anything that a test does. */
const LATER = Infinity

/** The shared data of a tab whose page reads the stock, and what it has put into the queue. */
function sharedData(read: () => Promise<unknown> = async () => undefined) {
  const works: Work[] = []
  const reports: unknown[] = []
  const identity = { stale: false }
  const tab = {
    id: 't',
    connected: true,
    ended: false,
    identity,
    shown: page(),
    states: { tree: {} },
  }
  const part = new TabSharedData({
    tab,
    sources: new SharedSources({ stock: () => 1 }),
    definition: () => ({}),
    queue: { add: (work: Work) => void works.push(work) },
    host: {
      reads: { run: read },
      turns: { run: async () => undefined },
      report: async (error: unknown) => void reports.push(error),
    },
  } as never)
  return { part, works, reports, identity }
}

const page = () => ({ page: { sharedKeys: ['stock'] } })

async function finish({ run, over }: Work): Promise<void> {
  await run()
  over()
}

test.group('The shared data of a tab', () => {
  test('are computed once at a time, and once more for what was asked meanwhile', async ({
    assert,
  }) => {
    const { promise, resolve } = Promise.withResolvers()
    const { part, works } = sharedData(() => promise)
    for (let count = 0; count < 5; count++) part.refresh(['stock'], { at: LATER })
    assert.lengthOf(works, 1)
    const over = finish(works[0])
    assert.equal(part.running, 1)
    for (let count = 0; count < 5; count++) part.refresh(['stock'], { at: LATER })
    assert.lengthOf(works, 1)
    resolve({ value: { values: new Map(), failures: new Map() } })
    await over
    assert.equal(part.running, 0)
    while (works.length < 2) await setTimeout(10)
  })

  test('are computed again when one computation does not end', async ({ assert }) => {
    const { part, works } = sharedData(() => new Promise(() => {}))
    part.refresh(['stock'], { at: LATER })
    void works[0].run()
    part.refresh(['stock'], { at: LATER })
    works[0].over()
    assert.equal(part.running, 0)
    while (works.length < 2) await setTimeout(10)
  })

  test('stay due where they fail, and wait for whoever asks next', async ({ assert }) => {
    const { part, works, reports } = sharedData(() => Promise.reject(new Error('No')))
    part.refresh(['stock'], { at: LATER })
    await finish(works[0])
    assert.lengthOf(reports, 1)
    assert.isTrue(part.isDue('stock'))
    part.connected()
    while (works.length < 2) await setTimeout(10)
  })

  test('are not computed for who is about to be let in anew', ({ assert }) => {
    const { part, works, identity } = sharedData()
    identity.stale = true
    part.refresh(['stock'], { at: LATER })
    assert.lengthOf(works, 0)
    identity.stale = false
    part.stored()
    assert.lengthOf(works, 1)
  })

  test('are old where a request ends later that has asked, and is not their own', async ({
    assert,
  }) => {
    const own = {} as HttpContext
    const begun = performance.now()
    const cases: [when: { at: number; by?: { request: object; at: number } }, isOld: boolean][] = [
      [{ at: begun }, false],
      [{ at: LATER }, true],
      [{ at: LATER, by: { request: markOf(own), at: begun } }, false],
      [{ at: LATER, by: { request: markOf(own), at: LATER } }, true],
      [{ at: LATER, by: { request: markOf({} as HttpContext), at: begun } }, true],
    ]
    for (const [when, isOld] of cases) {
      const { part, works } = sharedData()
      await part.load({ ctx: own, peek() {}, supply() {} } as never, ['stock'])
      part.refresh(['stock'], when)
      assert.lengthOf(works, Number(isOld))
    }
  })
})
