/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { State } from '../../../src/state/main.ts'
import { ModelPage } from '../../helpers/model/model_page.ts'
import { openOne, openTwo } from '../../helpers/model/model_world.ts'

/** Rooms that are closed to everybody who is not in them yet. */
const closed = new Set<string>()

class TeamState extends State {
  static override scope = 'shared' as const
  static override room({ params }: HttpContext) {
    const room = params.room as string
    if (closed.has(room)) throw new Error('For the team only')
    return room
  }

  @rx.var() lines: string[] = []
  @rx.event() say(line: string) {
    this.lines.push(line)
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(5)
}

for (const [title, open] of [
  ['one process in memory', openOne],
  ['two processes on redis', openTwo],
] as const) {
  test.group(`Rights in a room | ${title}`, (group) => {
    if (open === openTwo) group.tap((each) => each.tags(['@redis']))
    group.each.setup(() => closed.clear())

    test('who is to leave is let in again or has no page, wherever they are', async ({
      assert,
      cleanup,
    }) => {
      const world = await open({ states: [TeamState], pause: () => 1 })
      cleanup(() => world.close())
      const [here] = world.processes
      const there = world.processes.at(-1)!
      const pages = [new ModelPage(here), new ModelPage(there), new ModelPage(there)]
      cleanup(() => pages.forEach((page) => page.close()))
      for (const page of pages) await page.open('/room/a')
      const [first, second] = pages
      await until(() => pages.every((page) => page.shows('TeamState')?.present === 3))

      // All come back, since the guard lets them in
      here.rooms.leave(here.states.require('TeamState'), 'a', {})
      await until(() => pages.some(({ connected }) => !connected))
      await until(() => pages.every(({ connected }) => connected))
      await first.call('TeamState', 'say', 'all')
      await until(() => pages.every((page) => String(page.shows('TeamState')?.lines) === 'all'))

      const { registry } = there
      const readers = [...registry.all()].filter((tab) => tab.connected && tab.shown)
      assert.isAbove(readers.length, 0)
      closed.add('a')
      here.rooms.leave(here.states.require('TeamState'), 'a', {})
      for (const { registry: tabs } of world.processes) {
        await until(() => [...tabs.all()].every((tab) => !tab.shown))
      }
      const refused = (await second.call('TeamState', 'say', 'no')) as { code: string }
      assert.equal(refused.code, 'E_PAGE_WITHDRAWN')
      assert.deepEqual(second.shows('TeamState')?.lines, ['all'])
    })
  })
}
