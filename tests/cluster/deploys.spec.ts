/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { openPage } from '../helpers/browser/main.ts'
import { Release, Roll } from '../helpers/roll/main.ts'
import type { Changes } from '../helpers/roll/main.ts'

/** The var `items` and the event `add` have other names, on the page too. */
const RENAMED: Changes = {
  'app/states/list_state.ts': (source) =>
    source.replaceAll('items', 'entries').replace('add(', 'append('),
  'resources/pages/list.tsx': (source) =>
    source
      .replaceAll('list.items', 'list.entries')
      .replace('list.add', 'list.append')
      .replace('Release 1', 'Release 2'),
}

const builds = new Map<Changes, Promise<Release>>()

/** One build for all tests. */
function built(changes: Changes): Promise<Release> {
  let release = builds.get(changes)
  if (!release) builds.set(changes, (release = Release.build(changes)))
  return release
}

const BASE: Changes = {}

/** A page, with what it says in the console and how often its document was loaded. */
class Watched {
  readonly said: string[] = []
  loads = 0

  private constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.said.push(message.text())
    })
    page.on('domcontentloaded', () => this.loads++)
  }

  static async open(roll: Roll, path = '/'): Promise<Watched> {
    const watched = new Watched(await openPage({ baseURL: roll.proxy.url }))
    await watched.page.goto(path)
    return watched
  }

  async add(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add' }).click()
  }

  async shows(id: string, text: string): Promise<void> {
    await this.page.waitForFunction(
      ([name, value]) => document.getElementById(name)?.textContent === value,
      [id, text] as const
    )
  }

  async isOf(release: number): Promise<void> {
    await this.page.getByRole('heading', { name: `Release ${release}` }).waitFor()
  }

  async type(text: string): Promise<void> {
    await this.page.getByLabel('Text').pressSequentially(text)
  }

  /** Resolves when the field has a text. */
  async hasTyped(text: string): Promise<void> {
    const field = await this.page.getByLabel('Text').elementHandle()
    await this.page.waitForFunction(
      ([input, value]) => (input as HTMLTextAreaElement).value === value,
      [field, text] as const
    )
  }
}

test.group('A deploy', (group) => {
  group.tap((each) => each.tags(['@redis']))
  group.teardown(async () => {
    for (const release of builds.values()) await (await release).remove()
  })

  test('that renames a var and an event loads open pages again, with what was typed', async ({
    assert,
  }) => {
    const [before, after] = await Promise.all([built(BASE), built(RENAMED)])
    const roll = await Roll.begin()
    const old = await roll.start(before)
    const tab = await Watched.open(roll)
    await tab.add()
    await tab.shows('items', 'ITEM')
    await tab.type('half of a')

    const next = await roll.start(after)
    await roll.stop(old)
    await tab.isOf(2)
    await tab.hasTyped('half of a')
    await tab.add()
    await tab.shows('items', 'ITEM')
    assert.equal(tab.loads, 2)

    // What the first build knew is still there when it comes back
    const back = await roll.start(before)
    await roll.stop(next)
    await tab.isOf(1)
    await tab.hasTyped('half of a')
    await tab.add()
    await tab.shows('items', 'ITEM ITEM')
    assert.equal(tab.loads, 3)
    assert.deepEqual(tab.said, [])
    await roll.stop(back)
  })
})
