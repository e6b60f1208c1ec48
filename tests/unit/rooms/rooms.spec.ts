/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { memoryTransport, NewsBus } from '../../../src/bus/main.ts'
import { Handover } from '../../../src/processes/main.ts'
import { E_ROOM_BUSY } from '../../../src/rooms/exceptions.ts'
import { Rooms } from '../../../src/rooms/main.ts'
import { rx } from '../../../src/rx.ts'
import { State, StateRegistry } from '../../../src/state/main.ts'
import { MemoryStore } from '../../../src/stores/main.ts'
import type { StateStore } from '../../../src/stores/main.ts'

class CountState extends State {
  static override scope = 'shared' as const
  @rx.var() count = 0
  private log: unknown[] = []

  note(value: unknown) {
    this.log.push(value)
  }
}

const HOUR = 3_600_000

/** Later than any room is kept in memory that nobody uses. */
const later = () => performance.now() + 60_000

function open(store: StateStore = new MemoryStore(), waitFor = 1_000) {
  const registry = new StateRegistry()
  const definition = registry.add(CountState)
  const bus = new NewsBus(memoryTransport(), new Logger({ enabled: false }))
  const rooms = new Rooms({
    registry,
    store,
    bus,
    handover: new Handover('one', bus),
    process: 'one',
    limits: { keepFor: HOUR, waitFor, leaveAfter: 1_000 },
    logger: new Logger({ enabled: false }),
  })
  const id = 'room-1'
  /** Does something with the room, as an event would. */
  const change = async (vars: object) => {
    const hold = rooms.newHold()
    const room = await hold.holdById(definition, id)
    hold.set(new Map([[definition.id, { ...room.vars, ...vars }]]))
    await hold.store()
  }
  const read = async () => {
    const hold = rooms.newHold()
    const { vars } = await hold.use(definition, id)
    hold.commit()
    return vars
  }
  return { rooms, definition, id, change, read }
}

test.group('Rooms', () => {
  test('rooms that nobody uses leave the memory, and are as they were when they are used again', async ({
    assert,
  }) => {
    const { rooms, change, read } = open()
    await change({ count: 5, log: [new Map([['a', 1]])] })
    assert.equal(rooms.size, 1)
    await rooms.refresh(performance.now())
    assert.equal(rooms.size, 1)
    await rooms.refresh(later())
    assert.equal(rooms.size, 0)
    assert.deepEqual(await read(), { count: 5, log: [new Map([['a', 1]])], present: 0 })
  })

  test('a room that was only looked at leaves nothing behind', async ({ assert }) => {
    const store = new MemoryStore()
    const { rooms, read, id } = open(store)
    await read()
    await rooms.refresh(later())
    assert.equal(rooms.size, 0)
    assert.isUndefined(await store.read(id))
  })

  test('a room that cannot be bytes stays in memory for its time', async ({ assert }) => {
    const { rooms, change, read } = open()
    await change({ log: [new (class Account {})()] })
    await rooms.refresh(later())
    assert.equal(rooms.size, 1)
    await rooms.refresh(performance.now() + HOUR + 60_000)
    assert.equal(rooms.size, 0)
    assert.deepEqual((await read()).log, [])
  })

  test('a turn that ends without being stored changes nothing', async ({ assert }) => {
    const { rooms, definition, id, read } = open()
    const hold = rooms.newHold()
    const room = await hold.holdById(definition, id)
    hold.set(new Map([[definition.id, { ...room.vars, count: 9 }]]))
    hold.abort()
    assert.equal((await read()).count, 0)
  })

  test('who waits too long for a room is told so, and what to do', async ({ assert }) => {
    const { rooms, definition, id } = open(new MemoryStore(), 20)
    const [first, second] = [rooms.newHold(), rooms.newHold()]
    await first.holdById(definition, id)
    const refused: unknown = await second.holdById(definition, id).then(
      () => undefined,
      (error: unknown) => error
    )
    assert.instanceOf(refused, E_ROOM_BUSY)
    assert.include((refused as Error & { help: string }).help, 'was not free within 20 ms')
    first.commit()
    second.abort()
    await rooms.newHold().holdById(definition, id)
  })
})
