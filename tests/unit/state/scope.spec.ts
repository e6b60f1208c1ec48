/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { State, StateDefinition } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'

const define = (candidate: unknown) => () => new StateDefinition(candidate as StateClass)

test.group('The bridge of a state', () => {
  for (const bridge of ['ful', '', null, 1]) {
    test(`is refused when there is none of that name: ${bridge}`, ({ assert }) => {
      class WrongState extends State {
        static override bridge = bridge as 'full'
      }
      assert.throws(
        define(WrongState),
        `The state "WrongState" has \`static bridge = "${bridge}"\`, which is not one of full, auth, none`
      )
    })
  }
})

test.group('The scope of a state', () => {
  test('is the tab when the class says nothing', ({ assert }) => {
    class PlainState extends State {}
    const { scope, inRoom, wireVars } = new StateDefinition(PlainState)
    assert.equal(scope, 'tab')
    assert.isFalse(inRoom)
    assert.notInclude(wireVars, 'present')
  })

  test('gives the state a number of members, and each tab its own errors', ({ assert }) => {
    class RoomState extends State {
      static override scope = 'shared' as const
      @rx.var() count = 0
      private secret = 'x'
      @rx.event() tell() {
        return this.secret
      }
    }
    const definition = new StateDefinition(RoomState)
    assert.isTrue(definition.inRoom)
    assert.sameMembers([...definition.wireVars], ['errors', 'count', 'present'])
    assert.deepEqual(definition.createVars(), { count: 0, secret: 'x', present: 0 })
    assert.deepEqual(definition.createOwnVars(), { errors: {} })
    assert.notEqual(definition.treeKey('errors'), definition.treeKey('count'))
  })

  test('is refused when there is none of that name', ({ assert }) => {
    class WrongState extends State {}
    Object.assign(WrongState, { scope: 'everybody' })
    assert.throws(define(WrongState), /"everybody" is not one of tab, session, shared/)
  })

  test('is needed for a room', ({ assert }) => {
    class TabState extends State {
      static override room = () => 'room'
    }
    class SessionState extends State {
      static override scope = 'session' as const
      static override room = () => 'room'
    }
    class NamedState extends State {
      static override scope = 'shared' as const
    }
    Object.assign(NamedState, { room: 'lobby' })
    assert.throws(define(TabState), /`static room` needs `static scope = 'shared' as const`/)
    assert.throws(define(SessionState), /`static room` needs/)
    assert.throws(define(NamedState), /not a method that names a room/)
  })

  test('makes $joined and $left hooks, which are no events', ({ assert }) => {
    class HookState extends State {
      static override scope = 'shared' as const
      // @ts-expect-error Refused by TypeScript as well
      @rx.event() $joined() {}
    }
    class FreeState extends State {
      static override scope = 'shared' as const
      @rx.event() joined() {}
    }
    assert.throws(define(HookState), /Cannot use "\$joined" as an event/)
    assert.isTrue(new StateDefinition(FreeState).events.has('joined'))
  })
})
