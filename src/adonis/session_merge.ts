/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import type { Session } from './context.ts'
import { carriedSince } from './session_carried.ts'
import type { SessionValues } from './session_copies.ts'
import {
  beginningOf,
  hasEndedSince,
  isEmpty,
  lastMoment,
  noteBeginning,
  noteStored,
} from './session_ends.ts'
import type { Beginning } from './session_ends.ts'
import { SessionQueue } from './session_queue.ts'

type StoreFactory = (
  ctx: HttpContext,
  config: object
) => { read(id: string): Promise<SessionValues | null> | SessionValues | null }

/** Methods that change the key that they are given first. */
const BY_KEY = new Set(['put', 'forget', 'pull', 'increment', 'decrement'])

/** Those that change nothing where there is nothing. */
const TAKING = new Set(['forget', 'pull'])

/** Milliseconds that a request waits for others of its session. */
const PATIENCE = 10_000

interface Changes {
  /** Of an event; undefined while no event has begun with the session. */
  ctx: HttpContext | undefined
  /** Top-level keys. */
  keys: Set<string>
  /** It was emptied: nothing of what others have stored is to come back. */
  isCleared: boolean
}

/** Changes of sessions: what middleware changes before an event begins is a change of the event. */
const changes = new WeakMap<object, Changes>()

/** Sessions of requests that no visitor has made: messages are for the next page. */
const passing = new WeakSet<object>()

/** Sessions that take over what others have stored, which is no change of their events. */
const merging = new WeakSet<object>()

let late: () => void = () => {}

const queue = new SessionQueue({ patience: PATIENCE, late: () => late() })

/**
 * Hears that the store of sessions has not answered for ten seconds, and that others have gone on.
 *
 * @param listener - takes the place of the one before
 */
export function onLateSessions(listener: () => void): void {
  late = listener
}

/** The session belongs to an event: others of the same browser run meanwhile. */
export function followSession(session: object, ctx: HttpContext): void {
  changesOf(session).ctx ??= ctx
}

/**
 * Leaves flash messages in the session, which each request takes out: this one shows them to nobody.
 */
export function leaveMessages(session: object, ctx: HttpContext): void {
  followSession(session, ctx)
  passing.add(session)
}

/** A method that changes the session was called. */
export function noteChange(session: object, method: string, key: unknown): void {
  if (merging.has(session)) return
  if (method === 'clear') {
    changesOf(session).isCleared = true
    return
  }
  const own = session as Session
  if (!BY_KEY.has(method) || (TAKING.has(method) && !own.has(String(key)))) return
  const name = String(key).split(/[.[]/, 1)[0]
  // Each request takes its messages out
  if (name !== own.flashKey) changesOf(session).keys.add(name)
}

function changesOf(session: object): Changes {
  let known = changes.get(session)
  if (!known) {
    changes.set(session, (known = { ctx: undefined, keys: new Set(), isCleared: false }))
  }
  return known
}

/**
 * Reads a session once nobody in the process writes it any more.
 *
 * @param initiate - the session's own
 */
export function initiateWritten(session: object, initiate: () => Promise<void>): Promise<void> {
  const own = session as Session
  if (own.initiated) return initiate()
  return queue.read(own.sessionId, async () => {
    const at = lastMoment()
    await initiate()
    noteBeginning(own, at)
  })
}

/**
 * Stores the session of an event: only what the event has changed, over what is stored by now. A
 * session is read whole at the beginning of a request and written whole at its end, so that a slow
 * event would undo what a fast one in another tab has stored meanwhile.
 *
 * @param commit - the session's own
 */
export async function commitMerged(session: object, commit: () => Promise<void>): Promise<void> {
  const own = session as Session
  const begun = beginningOf(own)
  if (!begun) return commit()
  const known = changes.get(session)
  const isChanged = own.hasBeenModified || own.hasRegeneratedSession
  if (!isChanged && own.responseFlashMessages.isEmpty) {
    // It stays as it is, and is only kept alive
    return queue.read(begun.id, async () => {
      const isOld = hasEndedSince(begun) || carriedSince(begun) !== undefined
      if (!isOld && !isElsewhere(own, begun, known?.ctx)) await commit()
    })
  }
  await queue.write([...new Set([begun.id, own.sessionId])], async () => {
    if (known?.ctx && !own.fresh && !(await merge(own, begun, known, known.ctx))) return
    await commit()
    noteStored(own, begun)
  })
}

/**
 * Whether another event of the tab has brought it into another session meanwhile: to store this one would give the browser its
 * cookie in the place of that of the newer one.
 */
function isElsewhere(session: Session, begun: Beginning, ctx: HttpContext | undefined): boolean {
  if (!ctx || session.fresh) return false
  const shown: unknown = ctx.request.cookie(session.config.cookieName, undefined)
  return shown !== begun.shown && shown !== session.sessionId
}

/**
 * Takes over what others have stored.
 *
 * @returns whether the session is to be stored. One that has ended meanwhile would come back, and one that only has messages which
 * are for others is as it was
 */
async function merge(
  session: Session,
  begun: Beginning,
  { keys, isCleared }: Changes,
  ctx: HttpContext
): Promise<boolean> {
  if (isElsewhere(session, begun, ctx)) return false
  if (isCleared) return true
  const { flashKey, flashMessages, responseFlashMessages } = session
  const stored = await readStored(session, begun, ctx)
  // Such as a cookie, which is read once, and is the session itself from there on: nobody has stored another one
  const isOwn = stored === session.all()
  if (!isOwn && begun.hadValues && isEmpty(stored)) return false
  const isChanged = keys.size > 0 || session.hasRegeneratedSession || !responseFlashMessages.isEmpty
  if (!isOwn && !isChanged && passing.has(session)) return false
  merging.add(session)
  try {
    if (!isOwn) takeOver(session, stored, keys)
    keepMessages(
      session,
      isOwn ? flashMessages.all() : (stored[flashKey] as SessionValues | undefined)
    )
  } finally {
    merging.delete(session)
  }
  return true
}

/** What is stored by now. */
async function readStored(
  { config }: Session,
  begun: Beginning,
  ctx: HttpContext
): Promise<SessionValues> {
  const factory = config.stores[config.store] as StoreFactory
  return carriedSince(begun) ?? (await factory(ctx, config).read(begun.id)) ?? {}
}

function takeOver(session: Session, stored: SessionValues, keys: ReadonlySet<string>): void {
  const { flashKey } = session
  for (const key of Object.keys(session.all())) {
    if (!keys.has(key) && key !== flashKey && !Object.hasOwn(stored, key)) session.forget(key)
  }
  for (const [key, value] of Object.entries(stored)) {
    if (!keys.has(key) && key !== flashKey) session.put(key, value)
  }
}

/** Messages that another request has flashed meanwhile are for the next one. */
function keepMessages(session: Session, stored: SessionValues | undefined): void {
  const { flashKey, flashMessages, responseFlashMessages } = session
  if (!stored || isEmpty(stored)) return
  const isShown = !passing.has(session) && isDeepStrictEqual(stored, flashMessages.all())
  if (isShown) return
  if (responseFlashMessages.isEmpty) return session.put(flashKey, stored)
  for (const [name, value] of Object.entries(stored)) {
    if (!responseFlashMessages.has(name)) responseFlashMessages.set(name, value)
  }
}
