/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy, Bouncer } from '@adonisjs/bouncer'
import { BaseModel } from '@adonisjs/lucid/orm'
import { test } from '@japa/runner'
import * as errors from '../../../../src/errors.ts'
import { Guards, resolveGuards } from '../../../../src/features/auth/main.ts'
import type { LiveModels } from '../../../../src/features/models/main.ts'
import type { LimitedLog } from '../../../../src/logging/main.ts'
import type { MountedPage } from '../../../../src/pages/main.ts'
import { rx } from '../../../../src/rx.ts'
import { AppState, StateDefinition } from '../../../../src/state/main.ts'
import type { BridgeMode, StateClass } from '../../../../src/state/main.ts'
import type { FeatureHost } from '../../../../src/tabs/main.ts'

class Order extends BaseModel {
  declare id: number
}

class OrderPolicy extends BasePolicy {
  refund(_: { id: number }, order: Order) {
    return order.id > 0
  }
  create(_: { id: number }) {
    return true
  }
}

const enter = Bouncer.ability((user: { id: number }) => user.id === 1)

function guardsOf(mode: BridgeMode = 'full') {
  const definitions = new Map<string, StateDefinition>()
  const permitted: StateDefinition[] = []
  const guards = new Guards(
    { mode: () => mode, states: { get: (id: string) => definitions.get(id) } } as FeatureHost &
      object,
    {
      config: resolveGuards(),
      log: {} as LimitedLog,
      models: { permit: (of: StateDefinition) => permitted.push(of) } as unknown as LiveModels,
    }
  )
  const read = (State: StateClass) => {
    const definition = new StateDefinition(State, (of) => guards.extend(of) ?? {})
    definitions.set(definition.id, definition)
    return definition
  }
  return { guards, read, permitted }
}

/** A state with a static guard, whatever it is. */
function guarded(guard: unknown): StateClass {
  class ShopState extends AppState {
    static guard = guard
    @rx.event() buy() {}
  }
  return ShopState
}

test.group('Guards: what a state class says', () => {
  test('add nothing to a class without any', ({ assert }) => {
    class PlainState extends AppState {
      @rx.event() run() {}
    }
    const { read, permitted } = guardsOf()
    assert.isUndefined(read(PlainState).extension.guards)
    assert.deepEqual(permitted, [])
  })

  test('guard an event, or all of a state', ({ assert }) => {
    class OrderState extends AppState {
      @rx.guard({ user: true }) @rx.event() own() {}
      @rx.event() open() {}
    }
    const { read, permitted } = guardsOf()
    assert.deepEqual([...read(OrderState).extension.guards!.keys()], ['own'])
    assert.deepEqual([...read(guarded({ user: true })).extension.guards!.keys()], ['buy'])
    assert.lengthOf(permitted, 1)
  })

  test('add up in a class and its parents', ({ assert }) => {
    class BaseState extends AppState {
      static guard: object = { user: true }
      @rx.can(enter) @rx.event() run() {}
    }
    class ChildState extends BaseState {
      static override guard = { recent: '1h' }
      @rx.recent('15m') @rx.event() override run() {}
      @rx.event() more() {}
    }
    const { read } = guardsOf()
    const guards = read(ChildState).extension.guards!
    assert.deepEqual([...guards.keys()], ['run', 'more'])
    const { conditions } = (
      guards.get('run') as unknown as { own: { conditions: { recent: number; rules: unknown[] } } }
    ).own
    assert.equal(conditions.recent, 15 * 60_000)
    assert.deepEqual(conditions.rules, [enter])
  })

  test('refuse a policy or a method that is not there, before anybody calls it', ({ assert }) => {
    const methods = ['refnud', '__proto__', 'constructor', 'toString', 'before', 'hasOwnProperty']
    for (const method of [...methods, '', 5, null, undefined]) {
      const { read } = guardsOf()
      assert.throws(() => read(guarded({ can: [[OrderPolicy, method]] })), errors.E_GUARD_POLICY)
    }
    class OrderState extends AppState {
      // @ts-expect-error there is no such method
      @rx.can(OrderPolicy, 'refnud', Order) @rx.event() run(id: number) {
        return id
      }
    }
    assert.throws(() => guardsOf().read(OrderState), /OrderState\.run.*OrderPolicy.*"refnud"/)
  })

  test('refuse what is not a guard', ({ assert }) => {
    const wrong = [
      {},
      { usr: true },
      { user: false },
      { user: 'admin' },
      { recent: 'soon' },
      { recent: 0 },
      { can: enter },
      { can: ['enter'] },
      { can: [OrderPolicy] },
      { can: [[() => import('@adonisjs/bouncer'), 'create']] },
      { can: [[undefined, 'create']] },
      { guest: true, verified: true },
      { user: true, depends: Order },
      { user: true, depends: [{}] },
      null,
      true,
      [],
      'user',
    ]
    for (const each of wrong) {
      assert.throws(() => guardsOf().read(guarded(each)), errors.E_GUARD_OPTION)
    }
    assert.throws(() => guardsOf().read(guarded({ usr: true })), /Did you mean "user"/)
  })

  test('refuse a guard of a method that is not an event, and of what has no request', ({
    assert,
  }) => {
    class HiddenState extends AppState {
      @rx.guard({ user: true }) run() {}
    }
    assert.throws(() => guardsOf().read(HiddenState), /HiddenState\.run.*not an event/)
    assert.throws(() => guardsOf('none').read(guarded({ user: true })), errors.E_GUARD_REQUEST)
    assert.throws(() => {
      class FieldState extends AppState {
        // @ts-expect-error it is for events
        @rx.guard({ user: true }) field = 1
      }
      return FieldState
    }, /it is for events/)
  })

  test('refuse an event that a page loads with, and that is about a row', ({ assert }) => {
    class OrderState extends AppState {
      @rx.can(OrderPolicy, 'refund', Order) @rx.event() refund(id: number) {
        return id
      }
      @rx.can(OrderPolicy, 'create') @rx.event() load() {}
    }
    const { guards, read } = guardsOf()
    const { id } = read(OrderState)
    const page = (event: string) =>
      ({
        definition: { id: 'orders.tsx', onLoad: [{ state: id, event }] },
      }) as unknown as MountedPage
    guards.verify(page('load'))
    assert.throws(() => guards.verify(page('refund')), errors.E_GUARD_OPTION)
  })

  test('have a place for each kind of refusal, which is a path of the application', ({
    assert,
  }) => {
    assert.deepEqual(resolveGuards(), {
      login: '/login',
      home: '/',
      confirm: undefined,
      verify: undefined,
      verifiedAt: 'emailVerifiedAt',
    })
    assert.equal(resolveGuards({}, { login: '/account/login' }).login, '/account/login')
    assert.equal(resolveGuards({ login: '/in' }, { login: '/account/login' }).login, '/in')
    for (const login of [
      'login',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '',
    ]) {
      assert.throws(() => resolveGuards({ login }), errors.E_INVALID_CONFIG)
    }
  })
})
