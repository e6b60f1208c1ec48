/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { connect, room, visit } from 'reflex-adonis/plugins/japa'
import { DoorsRoomState, DoorsState } from '#states/doors_state'

const DOORS = { visit, connect }

/** Ids of the tabs of the process. */
async function tabs(): Promise<Set<string>> {
  const { registry } = (await app.container.make('reflex')).tabs
  return new Set([...registry.all()].map(({ id }) => id))
}

/** How many tabs there are that were not there before. */
async function since(before: Set<string>): Promise<number> {
  return [...(await tabs())].filter((id) => !before.has(id)).length
}

test.group('A closed tab', () => {
  for (const [name, open] of Object.entries(DOORS)) {
    test(`of ${name} leaves none of the pages behind that it has loaded`, async ({ assert }) => {
      const before = await tabs()
      const page = await open('/doors')
      await page.load('/doors/other')
      await page.load('/doors')
      assert.isAtLeast(await since(before), 1)
      await page.close()
      assert.equal(await since(before), 0)
      const next = await open('/doors')
      await next.waitFor(() => next.state(DoorsRoomState).present === 1)
    })

    test(`of ${name} leaves none behind whose page it has left`, async ({ assert }) => {
      const before = await tabs()
      const page = await open('/doors')
      await page.click('https://elsewhere.example/')
      await page.close()
      assert.equal(await since(before), 0)
      const other = await open('/doors')
      await other.click('/doors/nowhere').catch(() => {})
      other.assertNotFound()
      await other.close()
      assert.equal(await since(before), 0)
    })
  }

  test('leaves none behind that the server has made anew', async ({ assert }) => {
    const before = await tabs()
    const { registry } = (await app.container.make('reflex')).tabs
    const tab = await connect('/doors')
    const first = tab.client.tab
    registry.drop(registry.find(first)!)
    tab.network.cut()
    await tab.waitFor(() => tab.connection === 'connected' && tab.client.tab !== first)
    const second = tab.client.tab
    await tab.load('/doors/other')
    assert.isDefined(registry.find(second))
    await tab.close()
    assert.equal(await since(before), 0)
  })

  test('leaves none behind to which a page was refused', async ({ assert }) => {
    const before = await tabs()
    await visit('/request/1').withSession({ region: 'atlantis' }).assertRefused({ status: 451 })
    await visit('/guarded').then((page) => page.close())
    assert.equal(await since(before), 0)
  })

  test('does not wait for ever for an event that never ends', async ({ assert }) => {
    const before = await tabs()
    const { registry } = (await app.container.make('reflex')).tabs
    const page = await visit('/doors')
    registry.find(page.client.tab)!.queue.add(() => new Promise(() => {}))
    await page.close()
    assert.equal(await since(before), 0)
  }).timeout(60_000)
})

test.group('The rooms of a test', () => {
  test('are emptied of whoever is left', async ({ assert }) => {
    const page = await visit('/doors')
    await page.state(DoorsRoomState).say('Hello')
    await page.load('/doors/other')
    await page.close()
    assert.equal((await room(DoorsRoomState).vars()).present ?? 0, 0)
    const next = await visit('/doors')
    next.assertState(DoorsRoomState, { present: 1 })
    next.assertState(DoorsState, { trail: [] })
  })
})
