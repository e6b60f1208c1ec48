/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import { copyOf } from './session_copies.ts'
import type { SessionValues } from './session_copies.ts'
import { keepLast, nextMoment } from './session_ends.ts'
import type { Beginning } from './session_ends.ts'
import { leaveOutSignedOut } from './session_removals.ts'

/** What is used of the store of cookies. */
interface CookieStore {
  read(id: string): SessionValues | null | undefined
  write(id: string, values: SessionValues): void
  destroy(id: string): void
  touch(id: string): void
}

const NOTED = Symbol.for('reflex.notes_cookies')

/** Sessions that are kept in mind, each with no more than fits into a cookie. */
const MOST_REMEMBERED = 2_000

/** What was written last in this process, with the moment. */
const written = new Map<string, { at: number; values: SessionValues }>()

/** Stores that send a session once more, as their request has read it. */
const touching = new WeakSet<CookieStore>()

/**
 * Notes what is written into sessions that browsers carry. A request has such a session as the browser has sent it: nothing else
 * says what others have stored since. The store is known by its class.
 */
export async function noteCarriedSessions(app: ApplicationService): Promise<void> {
  if (!app.config.has('session')) return
  const { stores } = await import('@adonisjs/session')
  const make = await stores.cookie().resolver(app)
  const store = make({} as HttpContext, { cookie: {} } as never)
  const prototype = Object.getPrototypeOf(store) as CookieStore
  if (Object.hasOwn(prototype, NOTED)) return
  Object.defineProperty(prototype, NOTED, { value: true })
  const { read, write, destroy, touch } = prototype
  prototype.read = function (id) {
    const values = read.call(this, id)
    if (values) leaveOutSignedOut(id, values)
    return values
  }
  prototype.write = function (id, values) {
    write.call(this, id, values)
    if (!touching.has(this)) note(id, values)
  }
  prototype.destroy = function (id) {
    destroy.call(this, id)
    note(id, {})
  }
  prototype.touch = function (id) {
    touching.add(this)
    try {
      touch.call(this, id)
    } finally {
      touching.delete(this)
    }
  }
}

function note(id: string, values: SessionValues): void {
  written.delete(id)
  keepLast(written, MOST_REMEMBERED).set(id, { at: nextMoment(), values: copyOf(values) })
}

/** What others have written into a session that browsers carry since a request has begun; undefined where nobody has. */
export function carriedSince({ id, at }: Beginning): SessionValues | undefined {
  const last = written.get(id)
  return last && last.at > at ? copyOf(last.values) : undefined
}

/** Whether browsers carry the sessions of a store. */
export function isCarried(store: object): boolean {
  return NOTED in store
}
