/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { Store } from '../../../src/client/main.ts'
import type { PageInfo, StateSnapshot } from '../../../src/protocol/main.ts'
import { rx } from '../../../src/rx.ts'
import {
  currentContext,
  diff,
  runInScope,
  State,
  StateRegistry,
  StateTree,
} from '../../../src/state/main.ts'
import type { StateNews, Vars } from '../../../src/state/main.ts'
import { RoomView } from '../../../src/rooms/room_view.ts'

const info: PageInfo = {
  id: 'list',
  url: '/list',
  route: 'list',
  params: {},
  states: ['ListState'],
}

let shift = 0

class ListState extends State {
  static override scope = 'shared' as const
  @rx.var() list: number[] = []
  /** As one that looks at the clock. */
  @rx.var() get shifted() {
    return this.list.slice(shift)
  }
  @rx.var() get first() {
    if (this.list[0] === 13) throw new Error('not thirteen')
    return this.list[0] ?? null
  }
}

class NoteState extends State {
  @rx.var() notes: string[] = []
}

class ChoiceState extends State {
  static override scope = 'shared' as const
  @rx.var() choices: string[] = []
  /** Each tab has a choice of its own, which others may remove. */
  @rx.var() get chosen(): string {
    return this.choices[this.$peek(NoteState).notes.length].toUpperCase()
  }
}

class SeenState extends State {
  static override scope = 'shared' as const
  @rx.var() lines: string[] = []
  /** Whose request a service finds. */
  @rx.var() get seenBy() {
    return `${this.lines.length} for ${currentContext()?.request.url() ?? 'nobody'}`
  }
}

/** A tab in a room, and what its browser shows. */
function open(list: number[] = []) {
  shift = 0
  const registry = new StateRegistry()
  const definition = registry.add(ListState)
  const own = registry.add(NoteState)
  const vars = { ...definition.createVars(), list } as Vars
  const room = { vars }
  const tree = new StateTree({ registry, freeze: true })
  const rooms = new Map([['ListState', room]])
  tree.enter(rooms)
  const show = ['ListState', 'NoteState']
  const { s: states = {} } = tree.apply(tree.prepare(tree.openScope({}), { show, full: true }))
  const store = new Store({ page: info, states: sent(states) }, 0)
  let n = 0
  const receive = (news: StateNews | undefined) => {
    if (news && Object.keys(news).length > 0) return store.apply({ n: ++n, ...sent(news) })
    return true
  }
  const view = new RoomView(definition, registry)
  const changeOf = (next: number[]) => {
    const to = { ...room.vars, list: next }
    const change = view.change(room.vars, to)
    room.vars = to
    return change
  }
  /** The room changes, and nobody is told. */
  const become = (next: number[]) => {
    room.vars = { ...room.vars, list: next }
  }
  const hold = async () => {
    const scope = tree.openScope({ hold: async ({ inRoom }) => (inRoom ? room.vars : undefined) })
    await scope.hold(definition)
    return scope
  }
  const shows = () => ({ ...store.state('ListState')!.vars })
  const notes = () => store.state('NoteState')!.vars.notes
  return { tree, receive, changeOf, hold, shows, notes, own, definition, become }
}

function sent<T>(news: T): T {
  return JSON.parse(JSON.stringify(news)) as T
}

test.group('What a browser is told of a room', () => {
  test('that is held and does not change is told once', async ({ assert }) => {
    const { tree, receive, changeOf, hold, shows } = open([1, 2, 3])
    const change = changeOf([2, 3, 4])
    const scope = await hold()
    assert.isTrue(receive(tree.apply(tree.prepare(scope))))
    assert.isUndefined(tree.roomChanged('ListState', change))
    assert.isTrue(receive(tree.roomChanged('ListState', changeOf([3, 4, 5]))))
    assert.deepEqual(shows().list, [3, 4, 5])
  })

  test('between the end of an event and its answer is not told again by the answer', async ({
    assert,
  }) => {
    const { tree, receive, changeOf, hold, shows } = open([1, 2, 3])
    const change = changeOf([2, 3, 4])
    const prepared = tree.prepare(await hold())
    assert.isTrue(receive(tree.roomChanged('ListState', change)))
    assert.isTrue(receive(tree.apply(prepared)))
    assert.deepEqual(shows().list, [2, 3, 4])
  })

  test('that is not held is as others have made it, with what the event has changed', async ({
    assert,
  }) => {
    const { tree, receive, changeOf, shows, notes, own } = open([1])
    const scope = tree.openScope({})
    Object.assign(scope.view(own), { notes: ['mine'] })
    const prepared = tree.prepare(scope)
    assert.isTrue(receive(tree.roomChanged('ListState', changeOf([2, 1]))))
    assert.isTrue(receive(tree.apply(prepared)))
    assert.deepEqual(shows().list, [2, 1])
    assert.deepEqual(notes(), ['mine'])
  })

  test('that is not held has the computed vars of what the browser has of it by then', async ({
    assert,
  }) => {
    const { tree, receive, changeOf, shows } = open([1])
    const scope = tree.openScope({})
    assert.isTrue(receive(tree.roomChanged('ListState', changeOf([2, 1]))))
    assert.isTrue(receive(tree.apply(tree.prepare(scope))))
    assert.deepInclude(shows(), { list: [2, 1], first: 2, shifted: [2, 1] })
    const prepared = tree.prepare(tree.openScope({}))
    assert.isTrue(receive(tree.roomChanged('ListState', changeOf([3]))))
    assert.isTrue(receive(tree.apply(prepared)))
    assert.deepInclude(shows(), { list: [3], first: 3, shifted: [3] })
  })

  test('in a snapshot while an event of it runs is not set back by the answer', async ({
    assert,
  }) => {
    const { tree, receive, hold, shows, definition } = open([1, 2])
    const scope = await hold()
    ;(scope.view(definition) as ListState).list.push(3)
    const flushed = tree.prepare(scope)
    assert.isTrue(receive(tree.apply(flushed)))
    scope.resume(flushed.whole)
    const prepared = tree.prepare(scope)
    // A new socket: others are not to know of the flush yet
    const store = new Store({ page: info, states: sent(tree.snapshot()) }, 0)
    assert.deepEqual(store.state('ListState')!.vars.list, [1, 2])
    assert.isTrue(store.apply({ n: 1, ...sent(tree.apply(prepared)) }))
    assert.deepEqual(store.state('ListState')!.vars.list, [1, 2, 3])
    assert.deepEqual(shows().list, [1, 2, 3])
  })

  test('is a change of what it has, also where a computed var is another one for each tab', ({
    assert,
  }) => {
    const { receive, tree, changeOf, shows } = open([1, 2, 3, 4, 5])
    // The room's own view of it is worked out later than that of the tab
    shift = 2
    assert.isTrue(receive(tree.roomChanged('ListState', changeOf([1, 2, 3, 4, 5, 6]))))
    assert.deepEqual(shows().shifted, [3, 4, 5, 6])
  })

  test('waits for a computed var that fails, and all others do not', ({ assert }) => {
    const { tree, receive, become, shows } = open([1])
    become([13])
    assert.throws(() => tree.catchUp(), 'not thirteen')
    become([2])
    assert.isTrue(receive(tree.catchUp()))
    assert.deepEqual(shows().list, [2])
    assert.equal(shows().first, 2)
  })

  test('is nothing when another step of it is there', ({ assert }) => {
    const snapshot: StateSnapshot = { v: { list: [1, 2] }, e: [], b: 4 }
    const store = new Store({ page: info, states: { ListState: snapshot } }, 0)
    const d = { ListState: diff({ list: [1, 2] }, { list: [2] }, 'ListState') }
    assert.isFalse(store.apply({ n: 1, d, k: 3 }))
    assert.deepEqual(store.state('ListState')!.vars.list, [1, 2])
    assert.isTrue(store.apply({ n: 2, d, k: 4 }))
    assert.deepEqual(store.state('ListState')!.vars.list, [2])
    assert.isFalse(store.apply({ n: 3, d, k: 4 }))
    assert.deepEqual(store.state('ListState')!.vars.list, [2])
  })
})

test.group('A computed var of a room', () => {
  test('that fails for the room alone is worked out by each tab', ({ assert }) => {
    const registry = new StateRegistry()
    const definition = registry.add(ChoiceState)
    registry.add(NoteState)
    const choices = ['a', 'b', 'c']
    const room = { vars: { ...definition.createVars(), choices } as Vars }
    const tabs = [['second'], []].map((notes) => {
      const tree = new StateTree({ registry, freeze: true })
      tree.enter(new Map([['ChoiceState', room]]))
      const scope = tree.openScope({})
      Object.assign(scope.view(registry.require('NoteState')), { notes })
      tree.apply(tree.prepare(scope, { show: ['ChoiceState'], full: true }))
      return tree
    })
    const view = new RoomView(definition, registry)
    const become = (next: string[]) => {
      const before = room.vars
      room.vars = { ...before, choices: next }
      return view.change(before, room.vars)
    }
    const removed = become(['a'])
    assert.throws(() => tabs[0].roomChanged('ChoiceState', removed), /toUpperCase/)
    assert.deepEqual(tabs[1].roomChanged('ChoiceState', removed)?.d?.ChoiceState.length, 1)

    const emptied = become([])
    for (const tab of tabs) {
      assert.throws(() => tab.roomChanged('ChoiceState', emptied), /toUpperCase/)
    }
    const filled = become(['x', 'y'])
    const chosen = tabs.map((tab) => {
      const patches = tab.roomChanged('ChoiceState', filled)?.d?.ChoiceState ?? []
      return patches.find(([, [name]]) => name === 'chosen')?.[2]
    })
    assert.deepEqual(chosen, ['Y', 'X'])
  })

  test('finds no request of whoever has changed the room', ({ assert }) => {
    const registry = new StateRegistry()
    const vars = registry.add(SeenState).createVars() as Vars
    const room = { vars }
    const tree = new StateTree({ registry, freeze: true })
    tree.enter(new Map([['SeenState', room]]))
    tree.apply(tree.prepare(tree.openScope({}), { show: ['SeenState'], full: true }))
    room.vars = { ...vars, lines: ['one'] }
    const ctx = { request: { url: () => '/of-another' } } as unknown as HttpContext
    const news = runInScope({ ctx, send() {} }, 'Other.event', () => tree.catchUp())
    assert.deepInclude(news?.d?.SeenState as unknown[], [0, ['seenBy'], '1 for nobody'])
  })
})
