/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import {
  ADDED,
  BASE,
  built,
  GuidedRoll,
  MOVED,
  removeBuilds,
  RENAMED,
  WatchedPage,
} from '../helpers/roll/main.ts'
import type { Changes } from '../helpers/roll/main.ts'

/** Four open pages, each with something half typed. */
class Visitors {
  private constructor(
    /** Has posted a note into the room of all. */
    readonly list: WatchedPage,
    /** Has an event in the background. */
    readonly worker: WatchedPage,
    readonly still: WatchedPage,
    readonly away: WatchedPage
  ) {}

  static async come({ url }: GuidedRoll): Promise<Visitors> {
    const visitors = new Visitors(
      await WatchedPage.open(url),
      await WatchedPage.open(url),
      await WatchedPage.open(url, '/still'),
      await WatchedPage.open(url, '/away')
    )
    const { list, worker, still, away } = visitors
    await list.add()
    await list.shows('items', 'ITEM')
    await list.click('Post')
    await worker.shows('notes', 'NOTE')
    await worker.click('Work')
    await worker.counts('steps')
    await still.click('Count')
    await still.shows('count', '1')
    for (const [index, page] of visitors.all.entries()) await page.type(`half of ${index}`)
    await away.hasTyped('half of 3')
    return visitors
  }

  get all(): WatchedPage[] {
    return [this.list, this.worker, this.still, this.away]
  }

  get loads(): number[] {
    return this.all.map(({ loads }) => loads)
  }

  /** Nothing of what was typed is gone, and all are in the room of before. */
  async haveAll(): Promise<void> {
    for (const [index, page] of this.all.entries()) await page.hasTyped(`half of ${index}`)
    for (const page of [this.list, this.worker]) await page.shows('notes', 'NOTE')
  }

  /** What pages have said in their consoles, and what was answered with an error. */
  get complaints(): string[] {
    return this.all.flatMap(({ said, failures }) => [...said, ...failures])
  }
}

test.group('A deploy behind nginx', (group) => {
  group.tap((each) => each.tags(['@redis', '@nginx']).timeout(240_000))
  group.teardown(removeBuilds)

  /** Both builds have each other's files before the first process is replaced. */
  async function begin(changes: Changes) {
    const [before, after] = await Promise.all([built(BASE), built(changes)])
    const roll = await GuidedRoll.begin('nginx', before)
    await after.ace(['reflex:deploy', before.assets, '--keep=2'], roll.env)
    return { before, after, roll, visitors: await Visitors.come(roll) }
  }

  test('that adds something is noticed by nobody, and neither is its way back', async ({
    assert,
  }) => {
    const { before, after, roll, visitors } = await begin(ADDED)
    const { list, still, worker } = visitors
    let counted = 1
    let items = 'ITEM'
    for (const release of [after, before]) {
      await roll.to(release)
      await visitors.haveAll()
      await list.add()
      await list.shows('items', (items += ' ITEM'))
      await still.click('Count')
      await still.shows('count', String(++counted))
      await worker.click('Work')
      await worker.counts('steps')
    }
    assert.deepEqual(visitors.loads, [1, 1, 1, 1])
    assert.deepEqual(visitors.complaints, [])
  })

  test('that renames a var and an event loads the pages again that use them, with what was typed', async ({
    assert,
  }) => {
    const { before, after, roll, visitors } = await begin(RENAMED)
    const { list, still, worker } = visitors
    let counted = 1
    for (const [release, number, items] of [
      [after, 2, 'ITEM'],
      [before, 1, 'ITEM ITEM'],
    ] as const) {
      await roll.to(release)
      await list.isOf(number)
      await worker.isOf(number)
      await visitors.haveAll()
      await list.add()
      await list.shows('items', items)
      await still.click('Count')
      await still.shows('count', String(++counted))
    }
    assert.deepEqual(visitors.loads, [3, 3, 1, 1])
    assert.deepEqual(visitors.complaints, [])
  })

  test('that has a page no more leaves it as it is until it comes back', async ({ assert }) => {
    const { before, after, roll, visitors } = await begin(MOVED)
    const { away, list, still } = visitors
    const note = away.page.getByText('This page is not part of the new version.')
    await roll.to(after)
    await still.isOf(2)
    await note.waitFor()
    await visitors.haveAll()
    await still.click('Count')
    await still.shows('count', '2')
    await roll.to(before)
    await note.waitFor({ state: 'detached' })
    await visitors.haveAll()
    await list.add()
    await list.shows('items', 'ITEM ITEM')
    assert.equal(away.loads, 1)
    assert.deepEqual(visitors.complaints, [])
  })

  test('with another key loads pages again, with what was typed', async ({ assert }) => {
    const before = await built(BASE)
    const roll = await GuidedRoll.begin('nginx', before)
    const visitors = await Visitors.come(roll)
    await roll.to(before, { APP_KEY: 'another key of thirty-two letters' })
    for (const [index, page] of visitors.all.entries()) {
      await page.hasLoaded(2)
      await page.hasTyped(`half of ${index}`)
    }
    await visitors.list.add()
    await visitors.list.shows('items', 'ITEM')
    // Why it was refused is said, and nothing else
    assert.isTrue(visitors.complaints.every((line) => line.includes('E_TAB_TOKEN')))
  })
})
