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
  MOVED,
  removeBuilds,
  RENAMED,
  Roll,
  WatchedPage,
} from '../helpers/roll/main.ts'

test.group('A deploy', (group) => {
  group.tap((each) => each.tags(['@redis']))
  group.teardown(removeBuilds)

  test('that renames a var and an event loads pages again that use them, with what was typed', async ({
    assert,
  }) => {
    const [before, after] = await Promise.all([built(BASE), built(RENAMED)])
    const roll = await Roll.begin()
    const old = await roll.start(before)
    const tab = await WatchedPage.open(roll.proxy.url)
    const still = await WatchedPage.open(roll.proxy.url, '/still')
    await tab.add()
    await tab.shows('items', 'ITEM')
    await tab.click('Post')
    await tab.shows('notes', 'NOTE')
    await tab.type('half of a')
    await still.click('Count')
    await still.shows('count', '1')
    await still.type('another')

    const next = await roll.start(after)
    await roll.stop(old)
    await tab.isOf(2)
    await tab.hasTyped('half of a')
    await tab.shows('notes', 'NOTE')
    await tab.add()
    await tab.shows('items', 'ITEM')
    assert.equal(tab.loads, 2)
    await still.click('Count')
    await still.shows('count', '2')

    // What the first build knew is still there when it comes back
    await roll.start(before)
    await roll.stop(next)
    await tab.isOf(1)
    await tab.hasTyped('half of a')
    await tab.shows('notes', 'NOTE')
    await tab.add()
    await tab.shows('items', 'ITEM ITEM')
    assert.equal(tab.loads, 3)

    // The other page knows nothing of all that
    await still.click('Count')
    await still.shows('count', '3')
    await still.hasTyped('another')
    assert.equal(still.loads, 1)
    assert.deepEqual([...tab.said, ...still.said, ...roll.proxy.failures], [])
  })

  test('that adds something loads no page again, and ends the work of the process that goes', async ({
    assert,
  }) => {
    const [before, after] = await Promise.all([built(BASE), built(ADDED)])
    const roll = await Roll.begin()
    const old = await roll.start(before)
    const tab = await WatchedPage.open(roll.proxy.url)
    await tab.add()
    await tab.shows('items', 'ITEM')
    await tab.type('half of a')
    await tab.click('Work')
    await tab.counts('steps')
    await roll.start(after)
    await roll.stop(old)
    // The next page is one of the new build
    await tab.page.getByText('A new version of this page is there.').waitFor()
    await tab.add()
    await tab.shows('items', 'ITEM ITEM')
    await tab.hasTyped('half of a')
    assert.equal(tab.loads, 1)
    await tab.page.getByRole('link', { name: 'Still' }).click()
    await tab.click('Count')
    // The page has come to life: until then, a link is one of the document
    await tab.shows('count', '1')
    assert.equal(tab.loads, 2)
    await tab.page.getByRole('link', { name: 'List' }).click()
    await tab.isOf(2)
    assert.equal(tab.loads, 2)
    assert.deepEqual([...tab.said, ...roll.proxy.failures], [])
  })

  test('that has a page no more leaves it as it is, and one that renames its file keeps its state', async ({
    assert,
  }) => {
    const [before, after] = await Promise.all([built(BASE), built(MOVED)])
    const roll = await Roll.begin()
    const old = await roll.start(before)
    const away = await WatchedPage.open(roll.proxy.url, '/away')
    const still = await WatchedPage.open(roll.proxy.url, '/still')
    await away.type('half of a')
    await still.click('Count')
    await still.shows('count', '1')
    await still.type('another')
    const next = await roll.start(after)
    await roll.stop(old)
    await still.isOf(2)
    await still.hasTyped('another')
    await still.shows('count', '1')
    const note = away.page.getByText('This page is not part of the new version.')
    await note.waitFor()
    await away.hasTyped('half of a')
    await roll.start(before)
    await roll.stop(next)
    await note.waitFor({ state: 'detached' })
    await away.hasTyped('half of a')
    assert.equal(away.loads, 1)
    assert.deepEqual([...away.said, ...still.said, ...roll.proxy.failures], [])
  })

  test('of which documents, files and sockets meet those of another, in any combination', async ({
    assert,
  }) => {
    const [before, after] = await Promise.all([built(BASE), built(RENAMED)])
    const roll = await Roll.begin()
    const said = await after.ace(['reflex:deploy', before.assets, '--keep=2'], roll.env)
    assert.match(said, /\d+ files to .*public\/assets, \d+ from there, 0 removed/)
    const ports = [await roll.start(before), await roll.start(after)].map(({ port }) => port)
    for (const document of [0, 1]) {
      for (const asset of [0, 1]) {
        for (const socket of [0, 1]) {
          roll.proxy.targets = {
            document: [ports[document]],
            asset: [ports[asset]],
            socket: [ports[socket], ports[document]],
          }
          const tab = await WatchedPage.open(roll.proxy.url)
          await tab.isOf(document + 1)
          await tab.add()
          await tab.shows('items', 'ITEM')
          await tab.page.getByRole('link', { name: 'Still' }).click()
          await tab.click('Count')
          await tab.shows('count', '1')
          assert.equal(tab.loads, 1, `${document} ${asset} ${socket}`)
          assert.deepEqual([...tab.said, ...roll.proxy.failures], [])
          await tab.page.close()
        }
      }
    }
  })

  test('with another key loads pages again, with what was typed', async ({ assert }) => {
    const before = await built(BASE)
    const roll = await Roll.begin()
    const old = await roll.start(before)
    const tabs = [await WatchedPage.open(roll.proxy.url), await WatchedPage.open(roll.proxy.url)]
    for (const tab of tabs) await tab.type('half of a')
    const next = await roll.start(before, { APP_KEY: 'another key of thirty-two letters' })
    // What is opened while both are there finds its own, also when it meets the other first
    roll.proxy.targets.document = [old.port]
    roll.proxy.targets.socket = [next.port, old.port]
    const late = await WatchedPage.open(roll.proxy.url)
    await late.add()
    await late.shows('items', 'ITEM')
    await late.type('half of a')
    assert.equal(late.loads, 1)
    await roll.stop(old)
    for (const tab of [...tabs, late]) {
      await tab.hasLoaded(2)
      await tab.hasTyped('half of a')
      await tab.add()
      await tab.shows('items', 'ITEM')
      await tab.hasTyped('half of a')
      assert.equal(tab.loads, 2)
      // Why it was refused is said, and nothing else
      assert.isTrue(tab.said.every((line) => line.includes('E_TAB_TOKEN')))
    }
    assert.deepEqual(roll.proxy.failures, [])
  })
})
