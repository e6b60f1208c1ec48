/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { connect, room, visit } from 'reflex-adonis/plugins/japa'
import BasketState from '#states/basket_state'
import { DoorsRoomState } from '#states/doors_state'
import NoteState from '#states/note_state'
import RoomState from '#states/room_state'

test.group('Rooms in tests', (group) => {
  let name: string
  let path: string

  group.each.setup(() => {
    name = randomUUID()
    path = `/rooms/${name}`
  })

  test('event requests of two visitors are in one room', async ({ beginEventRequest, assert }) => {
    const [ada, grace] = [
      await beginEventRequest({ id: 1 }, { params: { room: name } }),
      await beginEventRequest(undefined, { params: { room: name } }),
    ]
    const [hers, theirs] = [await ada.state(RoomState), await grace.state(RoomState)]
    await hers.increment()
    await theirs.increment()
    assert.equal(hers.count, 2)
    await hers.say({ text: 'Hello' })
    assert.deepEqual(theirs.notes, ['Hello'])
    assert.equal(theirs.summary, '1 notes')
    assert.equal(theirs.present, 0)
  })

  test('what a test sets in a room is there for others; what fails is not', async ({
    beginEventRequest,
    assert,
  }) => {
    const [first, second] = [
      await beginEventRequest(undefined, { params: { room: name } }),
      await beginEventRequest(undefined, { params: { room: name } }),
    ]
    const own = await first.state(RoomState)
    own.count = 41
    assert.equal(await own.increment(), 42)
    const other = await second.state(RoomState)
    assert.equal(other.count, 42)
    await assert.rejects(() => own.fail(), 'No')
    assert.equal(own.count, 42)
    assert.equal(await other.increment(), 43)
    const note = await first.state(NoteState)
    assert.equal(await note.publish('text'), 2)
    assert.deepEqual(other.notes, ['first', 'text'])
    await own.say({ text: '' })
    assert.property(own.errors, 'text')
    assert.deepEqual(other.errors, {})
  })

  test('visitors of a page see each other', async ({ assert }) => {
    const [ada, grace] = [await visit(path), await visit(path)]
    await ada.state(RoomState).increment()
    assert.equal(grace.state(RoomState).count, 1)
    assert.equal(grace.state(RoomState).present, 2)
    ada.assertState(RoomState, { present: 2, count: 1 })
    await grace.click(`/aside/${room}`)
    await ada.state(RoomState).increment()
    assert.equal(ada.state(RoomState).present, 1)
  })

  test('tabs of one visitor have the states of their session in common', async ({ assert }) => {
    const first = await visit('/basket')
    const second = await first.openTab('/basket')
    const other = await visit('/basket')
    await first.state(BasketState).put('tea')
    assert.deepEqual(second.state(BasketState).items, ['tea'])
    assert.deepEqual(other.state(BasketState).items, [])
  })

  test('connected tabs see each other, also after their line was cut', async () => {
    const [ada, grace] = [await connect(path), await connect(path)]
    await ada.waitFor(() => ada.state(RoomState).present === 2)
    grace.network.cut()
    await ada.state(RoomState).increment()
    // Whoever takes longer to come back than rooms.leaveAfter has left meanwhile, and joins anew
    await grace.waitFor(() => {
      const { count, present } = grace.state(RoomState)
      return count === 1 && present === 2
    })
  })
})

test.group('A room of a test', () => {
  // Both say the same in the room that all tests have
  for (const turn of ['first', 'second']) {
    test(`is empty for the next one: ${turn}`, async ({ assert, beginEventRequest }) => {
      const page = await visit('/doors')
      page.assertState(DoorsRoomState, { lines: [] })
      await page.state(DoorsRoomState).say('Hello')
      const event = await beginEventRequest()
      const lobby = await event.state(DoorsRoomState)
      await lobby.say('from an event request')
      page.assertState(DoorsRoomState, { lines: ['Hello', 'from an event request'] })
      assert.deepEqual((await room(DoorsRoomState).vars()).lines, lobby.lines)
    })
  }

  test('is filled, read and emptied', async ({ assert }) => {
    const lobby = room(DoorsRoomState)
    await lobby.fill({ lines: ['before'] })
    const page = await visit('/doors')
    page.assertState(DoorsRoomState, { lines: ['before'], present: 1 })
    await lobby.fill({ lines: ['changed'] })
    page.assertState(DoorsRoomState, { lines: ['changed'] })
    await lobby.empty()
    page.assertState(DoorsRoomState, { lines: [], present: 1 })
    assert.deepEqual((await lobby.vars()).lines, [])
  })
})
