/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import type { Session } from './context.ts'
import { makeNotes } from './notes.ts'
import { carriedSince, isCarried } from './session_carried.ts'
import type { SessionValues } from './session_copies.ts'
import {
  beginningOf,
  hasEndedSince,
  isEmpty,
  lastMoment,
  noteBeginning,
  noteSessionEnd,
  noteStored,
} from './session_ends.ts'
import type { Beginning } from './session_ends.ts'
import {
  leaveOut,
  noteAdditions,
  noteMove,
  noteRemovals,
  noteSignedOut,
  otherIdsOf,
  takenOut,
  without,
} from './session_removals.ts'
import { SessionQueue } from './session_queue.ts'

interface SessionStore {
  read(id: string): Promise<SessionValues | null> | SessionValues | null
  write(id: string, values: SessionValues): Promise<void> | void
  destroy(id: string): Promise<void> | void
}

type StoreFactory = (ctx: HttpContext, config: object) => SessionStore

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
const changes = makeNotes<Changes>()

/** Sessions of requests that no visitor has made: messages are for the next page. */
const passing = new WeakSet<object>()

/** Sessions that are taking over what others have stored: such writes are not changes made by their events. */
const merging = new WeakSet<object>()

let late: () => void = () => {}

let left: (session: string) => void = () => {}

const queue = new SessionQueue({ patience: PATIENCE, late: () => late() })

/**
 * Hears that the store of sessions has not answered for ten seconds, and that others have gone on.
 *
 * @param listener - takes the place of the one before
 */
export function onLateSessions(listener: () => void): void {
  late = listener
}

/**
 * Hears that something was taken out of a session that has got another id meanwhile, such as who was signed in.
 *
 * @param listener - takes the place of the one before; gets the id that the session has by now
 */
export function onLeftSessions(listener: (session: string) => void): void {
  left = listener
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
  if (!BY_KEY.has(method) || (TAKING.has(method) && own.get(String(key)) === undefined)) return
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
  const out = await queue.write([...new Set([begun.id, own.sessionId])], async () => {
    const taken = known ? takenOut(own, begun, known) : {}
    if (!known?.ctx || own.fresh || (await merge(own, begun, known, known.ctx))) {
      dropRemoved(own, begun)
      await commit()
      noteStored(own, begun)
      if (own.sessionId !== begun.id) noteMove(begun.id, own.sessionId)
      if (known) noteAdditions(own, known.keys)
    }
    if (!isEmpty(taken)) noteRemovals(begun.id, taken)
    return taken
  })
  if (!isEmpty(out)) await takeOutElsewhere(own, begun.id, out, known?.ctx)
}

/** Drops what another request has taken out meanwhile. This request has not changed it. */
function dropRemoved(session: Session, begun: Beginning): void {
  merging.add(session)
  leaveOut(session, begun)
  merging.delete(session)
}

/** Takes out of a session what a request has taken out of it while others have given it another id: a logout stays one. */
async function takeOutElsewhere(
  session: Session,
  former: string,
  out: SessionValues,
  ctx: HttpContext | undefined
): Promise<void> {
  // What is left of it is under its own
  const done = new Set([former, session.sessionId])
  for (;;) {
    const id = otherIdsOf(former).find((other) => !done.has(other))
    if (id === undefined) return
    done.add(id)
    const isOut = await queue.write([id], () => takeOut(storeOf(session, ctx), id, out))
    if (isOut) left(id)
  }
}

/** @returns whether anything was there to be taken out */
async function takeOut(store: SessionStore, id: string, out: SessionValues): Promise<boolean> {
  if (isCarried(store)) return noteSignedOut(id, out)
  const values = await store.read(id)
  if (!values) return false
  const rest = without(values, out)
  if (Object.keys(rest).length === Object.keys(values).length) return false
  if (isEmpty(rest)) {
    await store.destroy(id)
    noteSessionEnd(id)
  } else {
    await store.write(id, rest)
  }
  return true
}

/** Only the store of cookies needs a request. */
function storeOf({ config }: Session, ctx: HttpContext | undefined): SessionStore {
  const factory = config.stores[config.store] as StoreFactory
  return factory(ctx ?? ({} as HttpContext), config)
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
  if (!isOwn && !isEmpty(begun.found) && isEmpty(stored)) return false
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
  session: Session,
  begun: Beginning,
  ctx: HttpContext
): Promise<SessionValues> {
  return carriedSince(begun) ?? (await storeOf(session, ctx).read(begun.id)) ?? {}
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
