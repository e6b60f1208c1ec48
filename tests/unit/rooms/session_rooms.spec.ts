/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { sessionRoom, userSignedIn, userSignedOut } from '../../../src/rooms/session_rooms.ts'

/** A request with a session, and what a guard has found out. */
function request(session: Map<string, unknown>, user?: number, isKnown = user !== undefined) {
  const auth = {
    user: user === undefined ? undefined : { id: user },
    isAuthenticated: user !== undefined,
    authenticationAttempted: isKnown,
  }
  const keeper = {
    get: (key: string) => session.get(key),
    put: (key: string, value: unknown) => session.set(key, value),
    forget: (key: string) => session.delete(key),
  }
  return { session: keeper, auth } as unknown as HttpContext
}

test.group('The room of a browser session', () => {
  test('is the same for the same session, and another one for another', ({ assert }) => {
    const [one, two] = [new Map<string, unknown>(), new Map<string, unknown>()]
    const room = sessionRoom(request(one))
    assert.equal(sessionRoom(request(one)), room)
    assert.notEqual(sessionRoom(request(two)), room)
    assert.isUndefined(sessionRoom({} as HttpContext))
  })

  test('stays when the guest signs in, and goes when they sign out', ({ assert }) => {
    const session = new Map<string, unknown>()
    const room = sessionRoom(request(session))
    userSignedIn(request(session), 1)
    assert.equal(sessionRoom(request(session, 1)), room)
    userSignedOut(request(session, 1))
    assert.notEqual(sessionRoom(request(session)), room)
  })

  test('goes with its user, also when nobody was told of the change', ({ assert }) => {
    const session = new Map<string, unknown>()
    const first = sessionRoom(request(session, 1))
    const second = sessionRoom(request(session, 2))
    assert.notEqual(second, first)
    assert.equal(sessionRoom(request(session)), second, 'a page that asks for no user')
    assert.notEqual(sessionRoom(request(session, undefined, true)), second, 'a guest')
  })

  test('is not that of who was there before a page has shown it', ({ assert }) => {
    const session = new Map<string, unknown>()
    userSignedIn(request(session), 1)
    const room = sessionRoom(request(session))
    userSignedIn(request(session), 2)
    assert.notEqual(sessionRoom(request(session)), room)
  })
})
