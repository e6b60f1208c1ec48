/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import type { ServerFrame, UpdateFrame } from 'reflex-adonis/types'
import { gates } from '#services/gates'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

/** Begins a background event. */
async function begin(tab: SocketTab, state: string, event: string, ...args: unknown[]) {
  const answer = await tab.call(state, event, ...args)
  if (answer.b !== 1) throw new Error(`${event} has not begun: ${JSON.stringify(answer)}`)
  return answer.id
}

/** The frame that ends a background event. */
async function end(tab: SocketTab, id: number): Promise<UpdateFrame> {
  const matches = (frame: ServerFrame) => frame.t === undefined && frame.e === id
  return (tab.frames.find(matches) ?? (await tab.next(matches))) as UpdateFrame
}

test.group('Background events of rooms', (group) => {
  const browsers: BrowserSession[] = []
  let room: string

  group.each.setup(() => {
    room = randomUUID()
    gates.reset()
    return () => browsers.splice(0).forEach((browser) => browser.close())
  })

  async function open(path = `/rooms/${room}`) {
    const browser = new BrowserSession()
    browsers.push(browser)
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  test('have the room in their updates, and leave it to others in between', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    const id = await begin(ada, 'RoomState', 'tally', 2)
    assert.equal(await grace.value('RoomState', 'increment'), 1)

    gates.open('step')
    await until(ada, 'RoomState', ({ notes }) => String(notes) === 'counting')
    const late = grace.value('RoomState', 'increment')
    grace.send({ t: 'ping' })
    await grace.next(({ t }) => t === 'pong')
    assert.equal(shown(grace, 'RoomState').count, 1, 'nobody else comes in')
    gates.open('count')
    assert.equal(await late, 3)

    gates.open('step')
    gates.open('count')
    assert.equal((await end(ada, id)).r, 4)
    const vars = await until(grace, 'RoomState', ({ count }) => count === 4)
    assert.deepEqual(vars.notes, ['counting', 'counting'])
  })

  test('of two tabs count exactly, and all see it', async ({ assert }) => {
    const tabs = [await open(), await open(), await open(`/aside/${room}`)]
    const witness = await open()
    gates.open('step', 20)
    gates.open('count', 20)
    const [ada, grace, aside] = tabs
    const [first, second, third] = await Promise.all([
      begin(ada, 'RoomState', 'tally', 10),
      begin(grace, 'RoomState', 'tally', 10),
      begin(aside, 'NoteState', 'publishSlowly', 5),
    ])
    await Promise.all(Array.from({ length: 5 }, () => witness.call('RoomState', 'increment')))
    const ends = [await end(ada, first), await end(grace, second), await end(aside, third)]
    assert.deepEqual(
      ends.map(({ x }) => x),
      [undefined, undefined, undefined]
    )
    for (const tab of [ada, grace, witness]) {
      await until(tab, 'RoomState', ({ count }) => count === 30)
    }
    assert.lengthOf(shown(aside, 'NoteState').drafts as string[], 6)
  })

  test('that fail in an update have changed what the updates before it did', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    const id = await begin(ada, 'RoomState', 'failLater')
    assert.isDefined((await end(ada, id)).x)
    assert.equal(await grace.value('RoomState', 'increment'), 1)
    const vars = await until(grace, 'RoomState', ({ count }) => count === 1)
    assert.deepEqual(vars.notes, ['kept'])
    assert.deepEqual(shown(ada, 'RoomState').notes, ['kept'])
  })

  test('that are cancelled in an update leave the room', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    await begin(ada, 'RoomState', 'tally', 2)
    gates.open('step')
    await until(ada, 'RoomState', ({ notes }) => String(notes) === 'counting')
    // Its browser stays away for too long
    ada.close()
    assert.equal(await grace.value('RoomState', 'increment'), 1)
    assert.equal(await grace.value('RoomState', 'increment'), 2)
  })
})
