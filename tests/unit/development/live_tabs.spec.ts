/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { memoryTransport, NewsBus } from '../../../src/bus/main.ts'
import { Store } from '../../../src/client/store.ts'
import { LiveTabs } from '../../../src/development/live_tabs.ts'
import { Handover } from '../../../src/processes/main.ts'
import type { PageInfo, UpdateFrame } from '../../../src/protocol/main.ts'
import { Rooms } from '../../../src/rooms/main.ts'
import { rx } from '../../../src/rx.ts'
import { State, StateDefinition, StateRegistry } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'
import { MemoryStore } from '../../../src/stores/main.ts'
import { TabRegistry } from '../../../src/tabs/main.ts'

const ID = 'BoardState'
const HOUR = 3_600_000

class BeforeState extends State {
  static id = ID
  static override scope = 'shared' as const
  @rx.var() count = 0
  @rx.var() old = 'goes'
}

class AfterState extends State {
  static id = ID
  static override scope = 'shared' as const
  @rx.var() count = 0
  @rx.var() fresh = 'comes'

  @rx.var() get doubled() {
    return this.count * 2
  }
}

class MendedState extends State {
  static id = ID
  static override scope = 'shared' as const
  @rx.var() count = 0
  @rx.var() fresh = 'comes later'

  @rx.var() get doubled() {
    return `twice ${this.count}`
  }
}

class OwnState extends State {
  static id = ID
  @rx.var() count = 0
}

/** Fails in the tab that is adapted first. */
class FailingState extends State {
  static id = ID
  static failures = 1
  @rx.var() count = 0

  @rx.var() get doubled() {
    if (FailingState.failures-- > 0) throw new Error('fails in this tab')
    return this.count * 2
  }
}

function open(Before: StateClass = BeforeState) {
  const logger = new Logger({ enabled: false })
  const states = new StateRegistry()
  states.add(Before)
  const bus = new NewsBus(memoryTransport(), logger)
  const rooms = new Rooms({
    registry: states,
    store: new MemoryStore(),
    bus,
    handover: new Handover('one', bus),
    process: 'one',
    limits: { keepFor: HOUR, waitFor: 1_000, leaveAfter: 1_000 },
    logger,
  })
  const registry = new TabRegistry(
    states,
    {
      adoptWithin: HOUR,
      keepFor: HOUR,
      sleepAfter: HOUR,
      perSession: 10,
      unadopted: 10,
      outbox: { frames: 100, size: 100_000 },
    },
    { freeze: true }
  )
  const live = new LiveTabs(
    registry,
    { save: async (tab) => tab.outbox.release(tab.outbox.number) },
    rooms
  )
  return { states, rooms, registry, live }
}

type World = ReturnType<typeof open>

/** A tab in the room, and what its browser shows. */
async function enter({ states, rooms, registry }: World) {
  const definition = states.require(ID)
  const tab = registry.create('')
  const hold = rooms.newHold()
  const entered = new Map([[ID, await hold.use(definition, 'room-1')]])
  const shown = tab.states.prepare(tab.states.openScope({ rooms: entered }), {
    show: [ID],
    full: true,
    rooms: entered,
  })
  const { s: snapshots = {} } = tab.apply(shown)
  rooms.enter(tab, entered)
  hold.commit()
  const page: PageInfo = { id: 'board', url: '/board', route: 'board', params: {}, states: [ID] }
  const store = new Store({ page, states: snapshots }, 0)
  tab.outbox.attach({
    open: true,
    send: (text) => store.apply(JSON.parse(text) as UpdateFrame),
    close: () => {},
  })
  return () => {
    // Who the tab is, is another thing
    const { me, ...vars } = store.state(ID)!.vars
    if (typeof me !== 'string') throw new Error('A page has lost its member')
    return vars
  }
}

/** Changes the room, as an event would. */
async function change({ rooms, states }: World, vars: object) {
  const hold = rooms.newHold()
  const room = await hold.holdById(states.require(ID), 'room-1')
  hold.set(new Map([[ID, { ...room.vars, ...vars }]]))
  await hold.store()
  rooms.publishAll()
}

/** Saves the class, as `LiveStates` does. */
async function save(world: World, replacement: StateClass): Promise<void> {
  const { states, live, rooms } = world
  const failures: unknown[] = []
  live.wake()
  states.replace([new StateDefinition(replacement)])
  live.adapt(new Set([ID]), (error) => failures.push(error))
  // What it does to rooms is over when the next one has been in
  await change(world, {})
  await setImmediate()
  rooms.publishAll()
  if (failures.length > 0) throw failures[0]
}

test.group('A shared state whose class is replaced', () => {
  test('keeps its vars, and has its new ones in all tabs', async ({ assert }) => {
    const world = open()
    const pages = [await enter(world), await enter(world)]
    await change(world, { count: 5 })
    for (const shown of pages) assert.deepInclude(shown(), { count: 5, old: 'goes' })

    await save(world, AfterState)
    const expected = { present: 0, errors: {}, count: 5, fresh: 'comes', doubled: 10 }
    for (const shown of pages) assert.deepEqual(shown(), expected)
    assert.deepEqual((await enter(world))(), expected)

    await change(world, { count: 6, fresh: 'changed' })
    const next = { ...expected, count: 6, fresh: 'changed', doubled: 12 }
    for (const shown of pages) assert.deepEqual(shown(), next)
  })

  test('goes on with the vars of the class before', async ({ assert }) => {
    const world = open()
    const pages = [await enter(world), await enter(world)]
    await save(world, AfterState)
    await change(world, { fresh: 'changed' })
    await save(world, MendedState)
    for (const shown of pages) {
      assert.deepInclude(shown(), { fresh: 'changed', doubled: 'twice 0' })
    }
  })
})

test.group('A computed var that fails once its class is replaced', () => {
  /** Saves the class with one tab that fails and one that does not. */
  async function failInFirst({ connected }: { connected: boolean }) {
    const { states, registry, live } = open(OwnState)
    const told = [0, 1].map((index) => {
      const tab = registry.create('')
      tab.apply(tab.states.prepare(tab.states.openScope({}), { show: [ID], full: true }))
      const frames: UpdateFrame[] = []
      const send = (text: string) => frames.push(JSON.parse(text) as UpdateFrame)
      if (connected || index > 0) tab.outbox.attach({ open: true, send, close: () => {} })
      return { tab, frames }
    })
    const failures: unknown[] = []
    FailingState.failures = 1
    live.wake()
    states.replace([new StateDefinition(FailingState)])
    live.adapt(new Set([ID]), (error) => failures.push(error))
    await setImmediate()
    return { told, failures }
  }

  test('is told to the tab where it fails, and to no other', async ({ assert }) => {
    const { told, failures } = await failInFirst({ connected: true })
    assert.lengthOf(failures, 1)
    const [first, second] = told.map(({ frames }) => frames.flatMap(({ a = [] }) => a))
    assert.containsSubset(first, [{ type: 'toast', level: 'error', message: 'fails in this tab' }])
    assert.deepEqual(second, [])
    assert.exists(told[1].frames[0].s?.[ID])
  })

  test('is only reported when the tab has no socket', async ({ assert }) => {
    const { told, failures } = await failInFirst({ connected: false })
    assert.lengthOf(failures, 1)
    assert.equal(told[0].tab.outbox.number, 0)
    assert.isEmpty(told[1].frames.flatMap(({ a = [] }) => a))
  })
})
