/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { rx } from '../../../src/rx.ts'
import {
  AppState,
  State,
  StateRegistry,
  StateTree,
  runHandler,
  StateDefinition,
} from '../../../src/state/main.ts'
import type { EventScope, StateClass } from '../../../src/state/main.ts'

interface Item {
  id: number
  name: string
  price: number
}

const addValidator = vine.create({ id: vine.number(), price: vine.number().positive() })

class CatalogState extends State {
  @rx.var() products: Item[] = [{ id: 1, name: 'Coffee', price: 3 }]
}

class CartState extends State {
  @rx.var() items: Item[] = []
  @rx.var() note?: string
  computations = 0
  private seen = new Map<number, number>()

  @rx.var() get total() {
    return this.items.reduce((sum, item) => sum + item.price, 0)
  }

  @rx.var() get label() {
    return `${this.total} in all`
  }

  @rx.event(addValidator) add({ id, price }: Infer<typeof addValidator>) {
    this.items.push({ id, name: `#${id}`, price })
    this.seen.set(id, (this.seen.get(id) ?? 0) + 1)
    return rx.toast.success('added')
  }

  @rx.event() async borrow() {
    const catalog = await this.$get(CatalogState)
    this.items = catalog.products.filter((product) => product.price > 1)
    catalog.products[0].price = 5
  }

  @rx.event() fail() {
    this.items.push({ id: 9, name: 'lost', price: 1 })
    this.seen.set(9, 1)
    throw new Error('no')
  }

  @rx.event() async *steps() {
    this.note = 'one'
    yield
    this.note = 'two'
    yield rx.toast.info('half')
    this.note = 'three'
    return rx.focus('#done')
  }

  @rx.event() count() {
    return { seen: [...this.seen.keys()], total: this.total }
  }

  @rx.event() sortInPlace() {
    return this.items.length
  }

  secret() {
    return 'never'
  }
}

class GiftCartState extends CartState {
  @rx.var() wrapped = false

  override get total() {
    return 0
  }

  @rx.event() wrap() {
    this.wrapped = true
    this.items.push({ id: 7, name: 'Paper', price: 1 })
  }
}

function createTree(...states: StateClass[]) {
  const registry = new StateRegistry()
  for (const state of states) registry.add(state)
  const tree = new StateTree({ registry, freeze: true })
  const initial = tree.prepare(tree.openScope({}), { show: states.map((state) => state.name) })
  const { s: snapshots = {} } = tree.apply(initial)

  return {
    tree,
    snapshots,
    async run(id: string, event: string, ...args: unknown[]) {
      const definition = registry.require(id)
      const flushed: object[] = []
      const scope: EventScope = tree.openScope({
        async flush(current) {
          const change = tree.prepare(current)
          const { d: patches = {} } = tree.apply(change)
          flushed.push({ patches, actions: current.actions.splice(0) })
          current.resume(change.tree)
        },
      })
      try {
        const value = await runHandler(scope, definition, definition.events.get(event)!, args)
        const change = tree.prepare(scope)
        const { d: patches = {} } = tree.apply(change)
        return { value, flushed, patches, actions: scope.actions }
      } catch (error) {
        scope.rollback()
        throw error
      }
    },
  }
}

test.group('State', () => {
  test('a snapshot holds base and computed vars and the names of events, nothing else', ({
    assert,
  }) => {
    const { snapshots } = createTree(CartState)
    assert.deepEqual(JSON.parse(JSON.stringify(snapshots.CartState)), {
      v: { errors: {}, items: [], total: 0, label: '0 in all' },
      e: ['add', 'borrow', 'fail', 'steps', 'count', 'sortInPlace'],
    })
  })

  test('an event changes vars in place, and patches say only what changed', async ({ assert }) => {
    const { run } = createTree(CartState)
    await run('CartState', 'add', { id: 1, price: 2 })
    const { patches, actions } = await run('CartState', 'add', { id: 2, price: 3 })
    assert.deepEqual(patches, {
      CartState: [
        [2, ['items'], [0, { v: [{ id: 2, name: '#2', price: 3 }] }]],
        [0, ['total'], 5],
        [0, ['label'], '5 in all'],
      ],
    })
    assert.deepEqual(actions, [{ type: 'toast', level: 'success', message: 'added' }])
  })

  test('a failed event leaves base, computed and backend vars as they were', async ({ assert }) => {
    const { run } = createTree(CartState)
    await run('CartState', 'add', { id: 1, price: 2 })
    await assert.rejects(() => run('CartState', 'fail'), 'no')
    const { value, patches } = await run('CartState', 'count')
    assert.deepEqual(value, { seen: [1], total: 2 })
    assert.deepEqual(patches, {})
  })

  test('a value may move from one state to another, which then change apart', async ({
    assert,
  }) => {
    const { run } = createTree(CartState, CatalogState)
    const first = await run('CartState', 'borrow')
    assert.deepEqual(first.patches.CatalogState, [[0, ['products', 0, 'price'], 5]])
    const second = await run('CartState', 'count')
    assert.deepEqual(second.value, { seen: [], total: 5 })
  })

  test('a state may come into being after another one has changed', async ({ assert }) => {
    class LateState extends State {
      @rx.var() list = [1]

      @rx.var() get size() {
        return this.list.length
      }

      @rx.event() grow() {
        this.list.push(2)
        return this.size
      }
    }
    class EarlyState extends State {
      @rx.var() list: number[] = []

      @rx.event() async begin() {
        this.list.push(1)
        const late = await this.$get(LateState)
        return [late.size, late.grow(), late.list.length]
      }
    }
    const registry = new StateRegistry()
    registry.add(LateState)
    const early = registry.add(EarlyState)
    const tree = new StateTree({ registry, freeze: true })
    const scope = tree.openScope({})
    const result = await runHandler(scope, early, early.events.get('begin')!, [])
    assert.deepEqual(result, [1, 2, 2])
    const errors = await runHandler(
      scope,
      registry.require('LateState'),
      registry.require('LateState').events.get('grow')!,
      []
    )
    assert.equal(errors, 3)
  })

  test('each yield of a generator is sent with its actions', async ({ assert }) => {
    const { run } = createTree(CartState)
    const { flushed, patches, actions } = await run('CartState', 'steps')
    assert.deepEqual(flushed, [
      { patches: { CartState: [[0, ['note'], 'one']] }, actions: [] },
      {
        patches: { CartState: [[0, ['note'], 'two']] },
        actions: [{ type: 'toast', level: 'info', message: 'half' }],
      },
    ])
    assert.deepEqual(patches, { CartState: [[0, ['note'], 'three']] })
    assert.deepEqual(actions, [{ type: 'focus', selector: '#done' }])
  })

  test('arguments that do not pass the validator never reach the handler', async ({ assert }) => {
    const { run } = createTree(CartState)
    await assert.rejects(() => run('CartState', 'add', { id: 1, price: -1 }), 'Validation failure')
    const { value } = await run('CartState', 'count')
    assert.deepEqual(value, { seen: [], total: 0 })
  })

  test('a subclass has the vars and events of its parent, and its own getters', async ({
    assert,
  }) => {
    const { run, snapshots } = createTree(GiftCartState)
    assert.includeMembers(snapshots.GiftCartState.e, ['add', 'wrap'])
    const { patches } = await run('GiftCartState', 'wrap')
    assert.deepEqual(patches.GiftCartState, [
      [0, ['items'], [{ id: 7, name: 'Paper', price: 1 }]],
      [0, ['wrapped'], true],
    ])
  })

  test('state kept as bytes comes back as it was, backend vars included', async ({ assert }) => {
    const { run, tree } = createTree(CartState)
    await run('CartState', 'add', { id: 1, price: 2 })
    assert.isTrue(tree.sleep())
    const { patches } = await run('CartState', 'add', { id: 2, price: 3 })
    assert.deepEqual(patches.CartState[0], [
      2,
      ['items'],
      [0, { v: [{ id: 2, name: '#2', price: 3 }] }],
    ])
    assert.deepEqual((await run('CartState', 'count')).value, { seen: [1, 2], total: 5 })
  })

  test('an event must not have the name of a member of the base class', ({ assert }) => {
    class FormState extends State {
      // @ts-expect-error Refused by TypeScript as well
      @rx.event() override async $flush() {}
    }
    assert.throws(
      () => createTree(FormState),
      'Cannot use "$flush" as an event of the state "FormState": every state has a member of that name. Give the event another one. Taken are constructor, then, present, errors, and all that begins with "$"'
    )
    class ProfileState extends AppState {}
    // As JavaScript would have it
    Object.defineProperty(ProfileState.prototype, 'user', { value: () => {} })
    rx.event()(ProfileState.prototype, 'user' as never, { value: () => {} })
    assert.throws(() => createTree(ProfileState), /"user" as an event of the state "ProfileState"/)
  })

  test('an event may override one of a parent', async ({ assert }) => {
    class ParentState extends State {
      @rx.event() who(): string {
        return 'parent'
      }
    }
    class ChildState extends ParentState {
      @rx.event() override who() {
        return 'child'
      }
    }
    const { run } = createTree(ChildState)
    assert.equal((await run('ChildState', 'who')).value, 'child')
  })

  test('reset sets vars back to their initial values', async ({ assert }) => {
    class FormState extends State {
      @rx.var() name = 'initial'
      @rx.var() tags: string[] = []

      @rx.event() fill() {
        this.name = 'filled'
        this.tags.push('x')
      }

      @rx.event() clear() {
        this.$reset('tags')
      }
    }
    const { run } = createTree(FormState)
    await run('FormState', 'fill')
    const { patches } = await run('FormState', 'clear')
    assert.deepEqual(patches, { FormState: [[2, ['tags'], []]] })
  })
})

test.group('Computed vars', () => {
  test('a computed var is computed again only when a var that it read has changed', async ({
    assert,
  }) => {
    let computations = 0
    class ReportState extends State {
      @rx.var() rows = [1, 2, 3]
      @rx.var() title = 'a'

      @rx.var() get sum() {
        computations++
        return this.rows.reduce((a, b) => a + b, 0)
      }

      @rx.event() rename() {
        this.title += 'b'
      }

      @rx.event() grow() {
        this.rows.push(4)
      }
    }
    const { run } = createTree(ReportState)
    assert.equal(computations, 1)
    await run('ReportState', 'rename')
    assert.equal(computations, 1)
    const { patches } = await run('ReportState', 'grow')
    assert.equal(computations, 2)
    assert.deepEqual(patches.ReportState[1], [0, ['sum'], 10])
  })

  test('a handler reads a computed var as its own changes make it', async ({ assert }) => {
    class CounterState extends State {
      @rx.var() list: number[] = []

      @rx.var() get size() {
        return this.list.length
      }

      @rx.event() push() {
        const before = this.size
        this.list.push(1)
        return [before, this.size]
      }
    }
    const { run } = createTree(CounterState)
    assert.deepEqual((await run('CounterState', 'push')).value, [0, 1])
  })

  test('a computed var that changes a var is an error', async ({ assert }) => {
    class WrongState extends State {
      @rx.var() list = [3, 1, 2]
      @rx.var() reads = 0

      @rx.event() touch() {
        this.list.push(0)
      }

      @rx.var() get sorted() {
        this.reads++
        return [...this.list].sort()
      }
    }
    assert.throws(() => createTree(WrongState), 'A computed var must not change "WrongState.reads"')
  })

  test('a computed var that sorts a list in place is an error outside production', async ({
    assert,
  }) => {
    class SortState extends State {
      @rx.var() list = [3, 1, 2]
      @rx.var() on = false

      @rx.var() get sorted() {
        return this.on ? this.list.sort() : []
      }

      @rx.event() turn() {
        this.on = true
      }
    }
    const { run } = createTree(SortState)
    await assert.rejects(() => run('SortState', 'turn'), /read only/)
  })
})

test.group('Misuse of states', () => {
  test('a change after the event has ended is an error', async ({ assert }) => {
    let leaked: { late: string } | undefined
    class LeakState extends State {
      @rx.var() late = ''

      @rx.event() leak() {
        leaked = this
      }
    }
    const { run } = createTree(LeakState)
    await run('LeakState', 'leak')
    assert.throws(() => {
      leaked!.late = 'x'
    }, /Cannot change "LeakState\.late" after its event has ended/)
  })

  test('a #private member is an error that names the remedy', async ({ assert }) => {
    class HashState extends State {
      #hidden = 1

      @rx.event() read() {
        return this.#hidden
      }
    }
    const { run } = createTree(HashState)
    await assert.rejects(() => run('HashState', 'read'), /Use the `private` keyword/)
  })

  test('neither must a var, whoever declares it and however', ({ assert }) => {
    class SeenState extends AppState {}
    Object.defineProperty(SeenState.prototype, 'session', { get: () => 1 })
    rx.var()(SeenState.prototype, 'session' as never, { get: () => 1 })
    assert.throws(
      () => createTree(SeenState),
      /Cannot use "session" as a var of the state "SeenState".* Taken are .*ctx, request, response, params, session, auth, user, locale, i18n, logger, isAuthenticated, currentUser, messages, language/
    )
    class KeptState extends AppState {
      constructor() {
        super()
        Object.defineProperty(this, 'logger', { value: 1, enumerable: true })
      }
    }
    assert.throws(() => createTree(KeptState), /"logger" as a var of the state "KeptState"/)
    class ParentState extends State {
      // @ts-expect-error Refused by TypeScript as well
      @rx.var() $count = 0
    }
    class ChildState extends ParentState {}
    assert.throws(() => createTree(ChildState), /"\$count" as a var of the state "ChildState"/)
    class PromiseState extends State {
      // @ts-expect-error Refused by TypeScript as well
      @rx.event() then() {}
    }
    assert.throws(() => createTree(PromiseState), /"then" as an event of the state "PromiseState"/)
  })

  test('all other names are free, also those that CRUD and carts want', async ({ assert }) => {
    class TodoState extends AppState {
      @rx.var() left = 2
      @rx.var() query = ''
      @rx.var() route = 'here'
      @rx.event() update(by: number) {
        this.left += by
      }
      @rx.event() get() {
        return this.left
      }
      @rx.event() reset() {
        this.$reset('left')
      }
      @rx.event() joined() {}
      @rx.event() cancel() {}
    }
    const { run } = createTree(TodoState)
    await run('TodoState', 'update', 3)
    assert.equal((await run('TodoState', 'get')).value, 5)
    await run('TodoState', 'reset')
    assert.equal((await run('TodoState', 'get')).value, 2)
  })

  test('a computed var reads another state, and follows it', async ({ assert }) => {
    class ItemsState extends State {
      @rx.var() items: string[] = []
      @rx.event() add(item: string) {
        this.items.push(item)
      }
    }
    class LabelState extends State {
      @rx.var() get label(): string {
        return this.$peek(ItemsState).items.join(' ')
      }
      @rx.event() look() {
        return this.$peek(ItemsState).items.length
      }
    }
    const { run } = createTree(ItemsState, LabelState)
    await run('ItemsState', 'add', 'one')
    const { patches } = await run('ItemsState', 'add', 'two')
    assert.deepEqual(patches.LabelState, [[0, ['label'], 'one two']])
    await assert.rejects(() => run('LabelState', 'look'), /is for computed vars/)
  })

  test('a computed var that sorts in place fails, and what it has read stays', async ({
    assert,
  }) => {
    class SortState extends State {
      @rx.var() list = [3, 1, 2]
      @rx.var() isSorted = false
      @rx.var() get first(): number {
        return this.isSorted ? this.list.sort()[0] : this.list[0]
      }
      @rx.event() sort() {
        this.isSorted = true
      }
      @rx.event() pushAndSort() {
        this.list.push(0)
        this.isSorted = true
        return this.first
      }
      @rx.event() read() {
        return this.list
      }
    }
    const { run } = createTree(SortState)
    await assert.rejects(() => run('SortState', 'sort'), /read only|not extensible|Cannot/)
    await assert.rejects(() => run('SortState', 'pushAndSort'), /read only|not extensible|Cannot/)
    assert.deepEqual((await run('SortState', 'read')).value, [3, 1, 2])
  })

  test('only background events can be cancelled', async ({ assert }) => {
    class TouchState extends State {
      @rx.event() touch() {}
      @rx.event() stop(event: string) {
        this.$cancel(event as 'touch')
      }
    }
    const { run } = createTree(TouchState)
    await assert.rejects(
      () => run('TouchState', 'stop', 'touch'),
      /Cannot cancel "touch" of the state "TouchState": only background events/
    )
    await assert.rejects(() => run('TouchState', 'stop', 'nothing'), /not an event of the state/)
  })

  test('a state made with new says how to get one', ({ assert }) => {
    assert.throws(() => new CartState().$reset(), /Get a state with this\.\$get\(CartState\)/)
  })

  test('two classes with one id are refused', ({ assert }) => {
    const registry = new StateRegistry()
    registry.add(CartState)
    class Other extends State {
      static override id = 'CartState'
    }
    assert.throws(() => registry.add(Other), /Two state classes have the id "CartState"/)
  })
})

test.group('The bridge mode of a state', () => {
  test('is refused where there is none of that name', ({ assert }) => {
    for (const mode of ['off', '', 'Full', null, true]) {
      class OpenState extends State {}
      Object.assign(OpenState, { bridge: mode })
      assert.throws(() => new StateDefinition(OpenState), /"OpenState" has `static bridge = /)
    }
  })
})
