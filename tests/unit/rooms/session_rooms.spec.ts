/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { SessionRooms, userSignedIn, userSignedOut } from '../../../src/rooms/session_rooms.ts'
import { MemoryStore, RedisStore } from '../../../src/stores/main.ts'

let sessions = 0

/** What a store has of a session. */
class Session extends Map<string, unknown> {
  id = `session ${++sessions}`
}

/** A process without others. */
const alone = () => new SessionRooms(new MemoryStore())

/** Processes on one redis. */
function together(count: number, cleanup: (work: () => Promise<void>) => void): SessionRooms[] {
  const redis = new Redis()
  const prefix = `names-${randomUUID()}:`
  const stores = Array.from({ length: count }, () => new RedisStore(redis, prefix))
  cleanup(async () => {
    await Promise.all(stores.map((store) => store.close()))
    redis.disconnect()
  })
  return stores.map((store) => new SessionRooms(store))
}

/** A request with a session, and what a guard has found out. */
function request(session: Session, user?: number, isKnown = user !== undefined) {
  const auth = {
    user: user === undefined ? undefined : { id: user },
    isAuthenticated: user !== undefined,
    authenticationAttempted: isKnown,
  }
  const keeper = {
    sessionId: session.id,
    get: (key: string) => session.get(key),
    put: (key: string, value: unknown) => session.set(key, value),
    forget: (key: string) => session.delete(key),
  }
  return { session: keeper, auth } as unknown as HttpContext
}

test.group('The room of a browser session', () => {
  test('is the same for the same session, and another one for another', async ({ assert }) => {
    const rooms = alone()
    const [one, two] = [new Session(), new Session()]
    const room = await rooms.nameOf(request(one))
    assert.equal(await rooms.nameOf(request(one)), room)
    assert.notEqual(await rooms.nameOf(request(two)), room)
    assert.isUndefined(await rooms.nameOf({} as HttpContext))
  })

  test('stays when the guest signs in, and goes when they sign out', async ({ assert }) => {
    const rooms = alone()
    const session = new Session()
    const room = await rooms.nameOf(request(session))
    userSignedIn(request(session), 1)
    assert.equal(await rooms.nameOf(request(session, 1)), room)
    userSignedOut(request(session, 1))
    assert.notEqual(await rooms.nameOf(request(session)), room)
  })

  test('goes with its user, also when nobody was told of the change', async ({ assert }) => {
    const rooms = alone()
    const session = new Session()
    const first = await rooms.nameOf(request(session, 1))
    const second = await rooms.nameOf(request(session, 2))
    assert.notEqual(second, first)
    assert.equal(await rooms.nameOf(request(session)), second, 'a page that asks for no user')
    assert.notEqual(await rooms.nameOf(request(session, undefined, true)), second, 'a guest')
  })

  test('stays for a user whose id the session keeps as a text', async ({ assert }) => {
    const rooms = alone()
    const session = new Session()
    // A bigint, as some databases have them, whatever the type says
    const id = 7n as unknown as number
    const room = await rooms.nameOf(request(session, id))
    for (const [key, entry] of session) {
      session.set(key, { ...(entry as object), user: '7' })
    }
    assert.equal(await rooms.nameOf(request(session, id)), room)
    userSignedIn(request(session), id)
    assert.equal(await rooms.nameOf(request(session, id)), room)
    assert.notEqual(await rooms.nameOf(request(session, 8)), room)
  })

  test('is not that of who was there before a page has shown it', async ({ assert }) => {
    const rooms = alone()
    const session = new Session()
    userSignedIn(request(session), 1)
    const room = await rooms.nameOf(request(session))
    userSignedIn(request(session), 2)
    assert.notEqual(await rooms.nameOf(request(session)), room)
  })

  /** What a request of each process has at the same moment: all have read the session as it was. */
  async function atOnce(
    processes: SessionRooms[],
    session: Session,
    user?: number,
    isKnown = false
  ) {
    const read = processes.map(() => Object.assign(new Session(session), { id: session.id }))
    return Promise.all(
      processes.map((rooms, index) => rooms.nameOf(request(read[index], user, isKnown)))
    )
  }

  test('is the same for requests that begin it at once', async ({ assert }) => {
    const rooms = alone()
    const session = new Session()
    const [one, two] = await atOnce([rooms, rooms], session)
    assert.equal(one, two)
    assert.equal(await rooms.nameOf(request(session)), one)
    const others = await atOnce([rooms, rooms], new Session())
    assert.equal(others[0], others[1])
    assert.notEqual(others[0], one)
  })

  test('is the same for those at once whose user is another one, or nobody any more', async ({
    assert,
  }) => {
    const rooms = alone()
    const session = new Session()
    const first = await rooms.nameOf(request(session, 1))
    const grace = await atOnce([rooms, rooms], session, 2)
    const nobody = await atOnce([rooms, rooms], session, undefined, true)
    assert.equal(grace[0], grace[1])
    assert.equal(nobody[0], nobody[1])
    assert.lengthOf(new Set([first, ...grace, ...nobody]), 3)
  })

  test('is the same for those at once after somebody has signed out', async ({ assert }) => {
    const rooms = alone()
    const session = new Session()
    const before = await rooms.nameOf(request(session, 1))
    userSignedOut(request(session, 1))
    const [one, two] = await atOnce([rooms, alone()], session)
    assert.equal(one, two)
    assert.notEqual(one, before)
  })

  test('is the same in two processes', async ({ assert, cleanup }) => {
    const processes = together(2, cleanup)
    for (let round = 0; round < 20; round++) {
      const session = new Session()
      const names = await atOnce([...processes, ...processes], session)
      assert.lengthOf(new Set(names), 1)
      assert.match(names[0]!, /^[\w-]{22}$/)
    }
  }).tags(['@redis'])

  for (const processes of [1, 2]) {
    test(`is another one once the session was emptied, with processes: ${processes}`, async ({
      assert,
      cleanup,
    }) => {
      const [one, other = one] = together(processes, cleanup)
      for (const user of [undefined, 1]) {
        const session = new Session()
        const before = await one.nameOf(request(session, user))
        session.clear()
        for (const each of new Set([one, other])) each.emptied(session.id, before!)
        const [first, second] = await atOnce([one, other], session)
        assert.notEqual(first, before)
        assert.equal(second, first)
        assert.notEqual((await atOnce([one], session, user))[0], before)
      }
    }).tags(['@redis'])
  }

  test('is the same where a process hears late that the session was emptied', async ({
    assert,
    cleanup,
  }) => {
    const [one, other] = together(2, cleanup)
    const session = new Session()
    const before = await one.nameOf(request(session))
    session.clear()
    one.emptied(session.id, before!)
    const [first] = await atOnce([one], session)
    other.emptied(session.id, before!)
    const [second] = await atOnce([other], session)
    assert.equal(second, first)
  }).tags(['@redis'])

  test('remembers no more of them than a few', async ({ assert }) => {
    const rooms = alone()
    const session = new Session()
    const first = await rooms.nameOf(request(session))
    for (let count = 0; count < 20_000; count++) await rooms.nameOf(request(new Session()))
    // It is in the session by now; one that was not would have another one
    assert.equal(await rooms.nameOf(request(session)), first)
    assert.notEqual(
      (await atOnce([rooms], Object.assign(new Session(), { id: session.id })))[0],
      first
    )
  })
})
