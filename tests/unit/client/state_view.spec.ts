/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { StateView } from '../../../src/client/main.ts'
import type { Caller } from '../../../src/client/main.ts'
import { SET, UNSET } from '../../../src/protocol/main.ts'
import type { UpdateFrame } from '../../../src/protocol/main.ts'
import { World, cartSnapshot, pageInfo } from './support.ts'

interface Cart {
  items: unknown[]
  total: number
  coupon?: string
  language: string
  add: Caller
  /** An event that the server gets while a page asks for it. */
  refill?: Caller
}

/** A reader of the cart, which counts how often it would have to render. */
function read(world: World, render: (cart: Cart) => void) {
  const view = new StateView(world.client, 'CartState')
  let current = view.snapshot()
  let renders = 1
  render(current as Cart)
  view.subscribe(() => {
    const next = view.snapshot()
    if (next === current) return
    current = next
    renders++
    render(next as Cart)
  })
  return { view, renders: () => renders, current: () => current as Cart }
}

function connected() {
  const world = new World({
    boot: {
      states: {
        $app: { v: { language: 'en' }, e: [] },
        CartState: cartSnapshot({ items: [{ id: 1 }] }),
        OtherState: { v: { count: 0 }, e: [] },
      },
      page: pageInfo({ states: ['$app', 'CartState', 'OtherState'] }),
    },
  })
  const socket = world.connect()
  let n = 0
  const update = (frame: Omit<UpdateFrame, 'n'>) => socket.receive({ n: ++n, ...frame })
  return { world, update }
}

test.group('StateView', () => {
  test('shows vars and events', ({ assert }) => {
    const { world } = connected()
    const cart = read(world, () => {}).current()
    assert.equal(cart.total, 0)
    assert.deepEqual(cart.items, [{ id: 1 }])
    assert.strictEqual(cart.add, world.client.events.caller('CartState', 'add'))
    assert.isUndefined((cart as unknown as { nothing: unknown }).nothing)
  })

  test('renders again only when a var has changed that was read', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.total)
    update({ d: { CartState: [[SET, ['items'], []]] } })
    assert.equal(reader.renders(), 1)
    update({ d: { OtherState: [[SET, ['count'], 1]] } })
    assert.equal(reader.renders(), 1)
    update({ d: { CartState: [[SET, ['total'], 5]] } })
    assert.equal(reader.renders(), 2)
    assert.equal(reader.current().total, 5)
  })

  test('renders not at all for who reads events alone', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.add)
    update({ d: { CartState: [[SET, ['total'], 5]] } })
    assert.equal(reader.renders(), 1)
  })

  test('renders once for a frame that changes several vars', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void [cart.total, cart.items, cart.language])
    update({
      d: {
        CartState: [
          [SET, ['total'], 5],
          [SET, ['items'], []],
        ],
        $app: [[SET, ['language'], 'de']],
      },
    })
    assert.equal(reader.renders(), 2)
  })

  test('does not render when a var comes with the same value', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.total)
    update({ d: { CartState: [[SET, ['total'], 0]] } })
    assert.equal(reader.renders(), 1)
  })

  test('follows what a render reads: a var that is not read any more changes nothing', ({
    assert,
  }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void (cart.total > 0 || cart.items))
    update({ d: { CartState: [[SET, ['items'], []]] } })
    assert.equal(reader.renders(), 2)
    update({ d: { CartState: [[SET, ['total'], 1]] } })
    assert.equal(reader.renders(), 3)
    update({ d: { CartState: [[SET, ['items'], [1]]] } })
    assert.equal(reader.renders(), 3)
  })

  test('follows a var that is read later, as by a child', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.total)
    update({ d: { CartState: [[SET, ['items'], [1, 2]]] } })
    assert.deepEqual(reader.current().items, [1, 2])
    update({ d: { CartState: [[SET, ['items'], [3]]] } })
    assert.equal(reader.renders(), 2)
  })

  test('keeps the values of a snapshot that was read', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.total)
    const before = reader.current()
    update({ d: { CartState: [[SET, ['total'], 5]] } })
    assert.equal(before.total, 0)
    assert.equal(reader.current().total, 5)
  })

  test('sees a var come and go', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.coupon)
    update({ d: { CartState: [[SET, ['coupon'], 'TEA']] } })
    assert.equal(reader.renders(), 2)
    assert.equal(reader.current().coupon, 'TEA')
    update({ d: { CartState: [[UNSET, ['coupon']]] } })
    assert.equal(reader.renders(), 3)
    assert.isUndefined(reader.current().coupon)
  })

  test('sees an event come that a page asked for already', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.refill)
    assert.isUndefined(reader.current().refill)
    update({ s: { CartState: { v: {}, e: ['refill'] } } })
    assert.equal(reader.renders(), 2)
    assert.isFunction(reader.current().refill)
  })

  test('has the vars that all states share', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.language)
    assert.equal(reader.current().language, 'en')
    update({ d: { $app: [[SET, ['language'], 'de']] } })
    assert.equal(reader.renders(), 2)
    assert.equal(reader.current().language, 'de')
  })

  test('can be spread, and follows all vars then', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void { ...cart })
    const { total, items, language, add } = { ...reader.current() }
    assert.deepEqual([total, items, language], [0, [{ id: 1 }], 'en'])
    assert.isFunction(add)
    assert.isTrue('total' in reader.current())
    assert.isFalse('nothing' in reader.current())
    update({ d: { CartState: [[SET, ['coupon'], 'TEA']] } })
    assert.equal(reader.renders(), 2)
  })

  test('cannot be changed, and says what to do', ({ assert }) => {
    const { world } = connected()
    const cart = read(world, () => {}).current()
    assert.throws(() => {
      cart.total = 5
    }, 'Cannot change "total" of CartState from a page: call an event that does.')
    assert.throws(() => Reflect.deleteProperty(cart, 'total'))
  })

  test('has no members of an object', ({ assert }) => {
    const { world } = connected()
    const cart = read(world, () => {}).current() as unknown as Record<string | symbol, unknown>
    for (const name of ['constructor', '__proto__', 'toString', 'then', Symbol.toPrimitive]) {
      assert.isUndefined(cart[name])
    }
  })

  test('shows a state as it was after its page is gone', ({ assert }) => {
    const { world, update } = connected()
    const reader = read(world, (cart) => void cart.total)
    update({ p: pageInfo({ url: '/', states: ['$app'] }) })
    assert.isUndefined(world.client.store.state('CartState'))
    update({ d: { $app: [[SET, ['language'], 'de']] } })
    assert.equal(reader.view.snapshot(), reader.current())
    assert.equal(reader.current().total, 0)
  })

  test('refuses a state that the page does not have', ({ assert }) => {
    assert.plan(2)
    const { world } = connected()
    try {
      new StateView(world.client, 'AdminState')
    } catch (error) {
      assert.equal((error as { code: string }).code, 'E_STATE_NOT_REACHABLE')
      assert.match((error as Error).message, /page "\/cart" has no state "AdminState"/)
    }
  })

  test('ends its subscription', ({ assert }) => {
    const { world, update } = connected()
    const view = new StateView(world.client, 'CartState')
    let calls = 0
    const end = view.subscribe(() => calls++)
    end()
    update({ d: { CartState: [[SET, ['total'], 5]], $app: [[SET, ['language'], 'de']] } })
    assert.equal(calls, 0)
  })

  test('takes over a rendered page with what was rendered', ({ assert }) => {
    const { world, update } = connected()
    const view = new StateView(world.client, 'CartState')
    assert.strictEqual(view.initialSnapshot(), view.snapshot())
    update({ d: { CartState: [[SET, ['total'], 5]] } })
    const initial = view.initialSnapshot() as Cart
    assert.equal(initial.total, 0)
    assert.strictEqual(view.initialSnapshot(), initial)
    assert.equal((view.snapshot() as Cart).total, 5)
  })
})
