/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { errors } from 'reflex-adonis'
import reflex from 'reflex-adonis/services/main'
import type { RoomFilter, RoomTarget } from 'reflex-adonis/types'
import { gates } from '#services/gates'
import RoomState from '#states/room_state'
import CounterState from '#states/counter_state'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { until } from '../../helpers/shown.ts'

test.group('Operators of rooms', (group) => {
  const browsers: BrowserSession[] = []
  let room: string

  group.each.setup(() => {
    room = randomUUID()
    gates.reset()
    return () => browsers.splice(0).forEach((browser) => browser.close())
  })

  async function open(name = room) {
    const browser = new BrowserSession()
    browsers.push(browser)
    const tab = await browser.open(`/rooms/${name}`)
    await tab.hello()
    return tab
  }

  /** All rooms of a list, a page at a time. */
  async function listed() {
    const rooms = []
    let after: string | undefined
    do {
      const list = await reflex.rooms.list({ state: RoomState }, { limit: 2, after })
      rooms.push(...list.rooms)
      after = list.next
    } while (after)
    return rooms
  }

  test('list them with their names, members and tabs, each once', async ({ assert }) => {
    const [ada] = [await open(), await open(), await open(`${room}-b`), await open(`${room}-c`)]
    await until(ada, 'RoomState', ({ present }) => present === 2)
    const rooms = await listed()
    assert.lengthOf(new Set(rooms.map(({ id }) => id)), rooms.length)
    const own = rooms.find(({ name }) => name === room)!
    assert.containsSubset(own, { state: 'RoomState', members: 2, tabs: 2, idle: 0 })
    assert.lengthOf(own.processes, 1)
    assert.includeMembers(
      rooms.map(({ name }) => name),
      [`${room}-b`, `${room}-c`]
    )
    const others = await reflex.rooms.list({ state: 'CounterState' })
    assert.deepEqual(others.rooms, [])
  })

  test('list nothing by a filter that means nothing', async ({ assert }) => {
    await open()
    // As from JavaScript, or from a text that was parsed
    for (const filter of [
      { stat: 'RoomState' },
      { state: undefined },
      { state: '' },
      { room },
      null,
      'RoomState',
    ]) {
      await assert.rejects(
        () => reflex.rooms.list(filter as unknown as RoomFilter),
        errors.E_ROOM_TARGET
      )
    }
    for (const limit of [Number.NaN, 'many', 1e9, -1, 0.5]) {
      const { rooms } = await reflex.rooms.list({}, { limit: limit as number })
      assert.isAbove(rooms.length, 0)
    }
  })

  test('look into one, by its name or its id', async ({ assert }) => {
    const ada = await open()
    await ada.call('RoomState', 'say', { text: 'Hello' })
    const byName = await reflex.rooms.look({ state: RoomState, room })
    assert.containsSubset(byName.room!.vars, { notes: ['Hello'], present: 1 })
    // Backend vars are nobody's to see, and computed ones are of a page
    assert.notProperty(byName.room!.vars, 'authors')
    assert.notProperty(byName.room!.vars, 'summary')
    assert.lengthOf(byName.room!.members, 1)
    const [member] = byName.room!.members
    const { tabs } = await reflex.tabs.list({ tab: member.id })
    assert.lengthOf(tabs, 1)
    const rooms = await listed()
    const { id } = rooms.find(({ name }) => name === room)!
    assert.deepEqual((await reflex.rooms.look({ id })).room, byName.room)
    const nowhere = await reflex.rooms.look({ state: RoomState, room: randomUUID() })
    assert.isUndefined(nowhere.room)
  })

  test('empty one: those who are there see it, and stay', async ({ assert }) => {
    const [ada, grace, other] = [await open(), await open(), await open(`${room}-2`)]
    await until(ada, 'RoomState', ({ present }) => present === 2)
    await ada.call('RoomState', 'say', { text: 'Hello' })
    await other.call('RoomState', 'increment')
    await until(grace, 'RoomState', ({ notes }) => String(notes) === 'Hello')
    assert.deepEqual(await reflex.rooms.empty({ state: 'RoomState', room }), { members: 2 })
    for (const tab of [ada, grace]) {
      const vars = await until(tab, 'RoomState', ({ notes }) => String(notes) === '')
      assert.deepInclude(vars, { count: 0, present: 2, summary: '0 notes', visits: [] })
    }
    // Backend vars are empty as well
    assert.equal(await ada.value('RoomState', 'authored', 'guest'), 0)
    assert.equal(await ada.value('RoomState', 'increment'), 1)
    assert.equal(await other.value('RoomState', 'increment'), 2)
  })

  test('empty none that does not exist, and make none: {kind}')
    .with([
      { kind: 'never used', use: async () => {} },
      { kind: 'only looked into', use: (target: RoomTarget) => reflex.rooms.look(target) },
      {
        kind: 'emptied twice',
        use: (target: RoomTarget) => reflex.rooms.empty(target).catch(() => {}),
      },
    ])
    .run(async ({ assert }, { use }) => {
      const target = { state: RoomState, room }
      await use(target)
      const error = await reflex.rooms.empty(target).then(
        () => undefined,
        (reason: Error) => reason
      )
      assert.instanceOf(error, errors.E_ROOM_TARGET)
      assert.include(error!.message, `no room "${room}" of the state "RoomState" exists`)
      assert.isUndefined((await reflex.rooms.look(target)).room)
      const rooms = await listed()
      assert.notInclude(
        rooms.map(({ name }) => name),
        room
      )
      // It is like any other once somebody is there
      await open()
      assert.deepEqual(await reflex.rooms.empty(target), { members: 1 })
    })

  test('empty one in its turn: an event that runs is not lost half', async ({ assert }) => {
    const ada = await open()
    const counted = ada.call('RoomState', 'incrementSlowly', 20)
    await until(ada, 'RoomState', ({ present }) => present === 1)
    const [answer] = await Promise.all([counted, reflex.rooms.empty({ state: RoomState, room })])
    assert.isUndefined(answer.x)
    const { room: content } = await reflex.rooms.look({ state: RoomState, room })
    assert.include([0, 1], content!.vars.count as number)
    assert.equal(content!.vars.present, 1)
  })

  test('are told what is wrong with a target: {text}')
    .with([
      { text: 'no state is named', target: {} },
      { text: 'did you mean "room"?', target: { state: RoomState, rooms: 'a' } },
      { text: '"room" is undefined', target: { state: RoomState, room: undefined } },
      { text: 'has several rooms: say which', target: { state: RoomState } },
      { text: 'has no rooms', target: { state: CounterState } },
      { text: 'no process has a room "room-x" open', target: { id: 'room-x' } },
      { text: 'an id needs no state', target: { id: 'room-x', state: RoomState } },
    ])
    .run(async ({ assert }, { text, target }) => {
      for (const call of ['look', 'empty'] as const) {
        const error = await reflex.rooms[call](target as RoomTarget).then(
          () => undefined,
          (reason: Error) => reason
        )
        assert.instanceOf(error, errors.E_ROOM_TARGET)
        assert.include(error!.message, text)
      }
    })
})
