/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomBytes } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import type { Session } from '../adonis/main.ts'
import type { StateStore } from '../stores/main.ts'

/** Key in the session. */
const KEY = 'reflex_room'

/** Milliseconds within which requests of a browser may not have heard of each other's. */
const AGREED = 10_000

/** Names that are remembered for that time. */
const MOST = 10_000

/** Which rooms a browser session has, and whose they are. */
interface SessionEntry {
  /** None until a page shows a state of the session. */
  room?: string
  /** Id of the user; undefined as long as nobody has signed in. */
  user?: string | number
}

type NameStore = Pick<StateStore, 'shared' | 'acquire'>

/**
 * Names of the rooms of browser sessions. A name is in the session itself, so it moves with it and ends with
 * it, in whatever process. Another user gets another name: what one has left is nothing for the next.
 *
 * Several tabs of a browser may ask for a name at the same moment, as all do that come again after a logout, and
 * what one of them has put into the session reaches none of the others. They get the same one.
 */
export class SessionRooms {
  #store: NameStore
  /** Names that were begun a moment ago, the oldest first. */
  #begun = new Map<string, { name: Promise<string>; at: number }>()
  /** What sessions had that were emptied a moment ago, by their ids, the oldest first. */
  #emptied = new Map<string, { room: string; at: number }>()

  constructor(store: NameStore) {
    this.#store = store
  }

  /**
   * The name that the session of a request has.
   *
   * @returns undefined without a session
   * @throws E_STORE_UNAVAILABLE
   */
  async nameOf(ctx: HttpContext): Promise<string | undefined> {
    const session = extrasOf(ctx).session
    if (!session) return undefined
    const known = sessionEntry(session)
    const { auth } = extrasOf(ctx)
    const user = auth?.user?.id
    const isGuest = auth?.authenticationAttempted === true && !auth.isAuthenticated
    const isOther =
      known?.user !== undefined && (user === undefined ? isGuest : !isSame(user, known.user))
    if (isOther) return this.#create(session, user, known.room)
    if (known?.room === undefined) return this.#create(session, user ?? known?.user)
    if (user !== undefined && known.user === undefined) session.put(KEY, { ...known, user })
    return known.room
  }

  /**
   * A session was emptied: whoever comes with it begins anew, with a name that is agreed beside the one
   * before. That one is not removed, since a process that hears of it late would remove the new one.
   *
   * @param room - name that was in it
   */
  emptied(sessionId: string, room: string): void {
    const now = performance.now()
    forgetOld(this.#emptied, now)
    this.#emptied.delete(sessionId)
    this.#emptied.set(sessionId, { room, at: now })
  }

  /**
   * @param left - name of the rooms that are another user's
   */
  async #create(
    session: Session,
    user: string | number | undefined,
    left?: string
  ): Promise<string> {
    forgetOld(this.#emptied, performance.now())
    const before = left ?? this.#emptied.get(session.sessionId)?.room
    const room = await this.#agree(keyOf(session.sessionId, user, before))
    session.put(KEY, user === undefined ? { room } : { room, user })
    return room
  }

  #agree(key: string): Promise<string> {
    const now = performance.now()
    forgetOld(this.#begun, now)
    const known = this.#begun.get(key)
    if (known) return known.name
    const name = this.#first(key, newName())
    this.#begun.set(key, { name, at: now })
    name.catch(() => this.#begun.delete(key))
    return name
  }

  /** The name of the process that was first. */
  async #first(key: string, name: string): Promise<string> {
    if (!this.#store.shared) return name
    const request = { id: `names-${key}`, owner: '', over: undefined, keepFor: AGREED }
    const { claimed } = await this.#store.acquire({ ...request, initial: Buffer.from(name) })
    // Nobody owns it, so everybody gets it
    return Buffer.from(claimed!.data).toString()
  }
}

/**
 * Somebody has signed in: the rooms of the guest are theirs, those of another user are not.
 */
export function userSignedIn(ctx: HttpContext, user: string | number | undefined): void {
  const session = extrasOf(ctx).session
  const known = session && sessionEntry(session)
  if (!session || user === undefined || isSame(user, known?.user)) return
  session.put(KEY, known?.user === undefined ? { ...known, user } : { user })
}

/** Somebody has signed out: the next one has other rooms, which all tabs of the browser find in the session. */
export function userSignedOut(ctx: HttpContext): void {
  const session = extrasOf(ctx).session
  const known = session && sessionEntry(session)
  if (known?.room === undefined) session?.forget(KEY)
  else session?.put(KEY, { room: newName() } satisfies SessionEntry)
}

/** What a session has of its rooms; undefined for none. */
export function sessionEntry(session: Pick<Session, 'get'>): SessionEntry | undefined {
  return session.get(KEY) as SessionEntry | undefined
}

/** An id may be a bigint, whatever its type says, which a session keeps as a text. */
function isSame(user: string | number, known: string | number | undefined): boolean {
  return known !== undefined && String(user) === String(known)
}

/** What requests have in common that are to get the same name. */
function keyOf(sessionId: string, user: string | number | undefined, before = ''): string {
  const parts = JSON.stringify([sessionId, before, String(user ?? '')])
  return createHash('sha256').update(parts).digest('base64url')
}

/** Removes what is too old, and makes room for one. */
function forgetOld(entries: Map<string, { at: number }>, now: number): void {
  for (const [key, { at }] of entries) {
    if (now - at < AGREED && entries.size < MOST) break
    entries.delete(key)
  }
}

function newName(): string {
  return randomBytes(16).toString('base64url')
}
