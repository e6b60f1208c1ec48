/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'

/** Key in the session. */
const KEY = 'reflex_room'

/** Which rooms a browser session has, and whose they are. */
interface SessionEntry {
  /** None until a page shows a state of the session. */
  room?: string
  /** Id of the user; undefined as long as nobody has signed in. */
  user?: string | number
}

interface SessionLike {
  get(key: string): unknown
  put(key: string, value: unknown): void
  forget(key: string): void
}

interface AuthLike {
  user?: { id?: string | number }
  isAuthenticated: boolean
  authenticationAttempted: boolean
}

function sessionOf(ctx: HttpContext): SessionLike | undefined {
  return (ctx as { session?: SessionLike }).session
}

/**
 * The name of the rooms of a browser session. It is in the session itself, so it moves with it and
 * ends with it, in whatever process. Another user gets another name: what one has left is nothing
 * for the next.
 *
 * @returns undefined without a session
 */
export function sessionRoom(ctx: HttpContext): string | undefined {
  const session = sessionOf(ctx)
  if (!session) return undefined
  const known = session.get(KEY) as SessionEntry | undefined
  const { auth } = ctx as { auth?: AuthLike }
  const user = auth?.user?.id
  const isGuest = auth?.authenticationAttempted === true && !auth.isAuthenticated
  const isOther = known?.user !== undefined && (user === undefined ? isGuest : user !== known.user)
  if (isOther) return begin(session, user)
  if (known?.room === undefined) return begin(session, user ?? known?.user)
  if (user !== undefined && known.user === undefined) session.put(KEY, { ...known, user })
  return known.room
}

/**
 * Somebody has signed in: the rooms of the guest are theirs, those of another user are not.
 */
export function userSignedIn(ctx: HttpContext, user: string | number | undefined): void {
  const session = sessionOf(ctx)
  const known = session?.get(KEY) as SessionEntry | undefined
  if (!session || user === undefined || known?.user === user) return
  session.put(KEY, known?.user === undefined ? { ...known, user } : { user })
}

/** Somebody has signed out: the next one begins anew. */
export function userSignedOut(ctx: HttpContext): void {
  sessionOf(ctx)?.forget(KEY)
}

function begin(session: SessionLike, user: string | number | undefined): string {
  const room = randomBytes(16).toString('base64url')
  session.put(KEY, user === undefined ? { room } : { room, user })
  return room
}
