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
import type { Member } from '../../../src/state/main.ts'
import { ModelPage } from '../../helpers/model/model_page.ts'
import { openOne, openTwo } from '../../helpers/model/model_world.ts'

class TypingState extends State {
  static override scope = 'shared' as const
  static override room = ({ params }: HttpContext) => params.room as string

  @rx.var() typing: string[] = []
  @rx.var() joins: string[] = []

  $joined({ id }: Member) {
    this.joins.push(id)
  }

  $left({ id }: Member) {
    this.typing = this.typing.filter((each) => each !== id)
  }

  @rx.event() type() {
    const { id } = this.$member
    if (!this.typing.includes(id)) this.typing.push(id)
  }

  @rx.event({ background: true }) async typeLater() {
    await this.$update(() => this.type())
    return this.$member.id
  }
}

class OwnState extends State {
  @rx.event() who() {
    return this.$member.id
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(5)
}

const vars = (page: ModelPage) =>
  (page.shows('TypingState') ?? {}) as unknown as { me: string; typing: string[]; joins: string[] }

for (const [title, open] of [
  ['one process in memory', openOne],
  ['two processes on redis', openTwo],
] as const) {
  test.group(`The own member of a room | ${title}`, (group) => {
    if (open === openTwo) group.tap((each) => each.tags(['@redis']))

    test('is the same for handlers, hooks and the page, and stays', async ({ assert, cleanup }) => {
      const world = await open({ states: [TypingState, OwnState], pause: () => 1 })
      cleanup(() => world.close())
      const [here] = world.processes
      const there = world.processes.at(-1)!
      const pages = [new ModelPage(here), new ModelPage(there)]
      cleanup(() => pages.forEach((page) => page.close()))
      for (const page of pages) await page.open('/room/a')
      const [ada, grace] = pages
      const ids = pages.map((page) => vars(page).me)
      assert.match(ids[0], /^[\w-]{16}$/)
      assert.notEqual(ids[0], ids[1])
      await until(() => pages.every((page) => vars(page).joins.length === 2))
      assert.sameMembers(vars(ada).joins, ids)
      assert.equal(await ada.call('OwnState', 'who'), ids[0])

      await ada.call('TypingState', 'type')
      await until(() => vars(grace).typing.length === 1)
      assert.deepEqual(vars(grace).typing, [ids[0]])
      assert.deepEqual(
        vars(ada).typing.filter((id) => id !== vars(ada).me),
        []
      )
      assert.equal(await grace.call('TypingState', 'typeLater'), ids[1])
      await until(() => vars(ada).typing.length === 2)
      assert.deepEqual(vars(ada).typing, ids)

      ada.moveTo(there)
      assert.equal(await ada.call('OwnState', 'who'), ids[0])
      assert.equal(vars(ada).me, ids[0])
      ada.close()
      await until(() => vars(grace).typing.length === 1)
      assert.deepEqual(vars(grace).typing, [ids[1]])
    })
  })
}
