/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import type { Session } from './context.ts'

type Values = Record<string, unknown>

type SessionConstructor = new (
  config: Session['config'],
  store: unknown,
  emitter: object,
  ctx: object
) => Session

/** Methods that change the key that they are given first. */
const BY_KEY = new Set(['put', 'forget', 'pull', 'increment', 'decrement'])

/** Those that change nothing where there is nothing. */
const TAKING = new Set(['forget', 'pull'])

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

/** The last write of each session that is being stored. */
const writes = new Map<string, Promise<void>>()

/** The session belongs to an event: others of the same browser run meanwhile. */
export function followSession(session: object, ctx: HttpContext): void {
  changesOf(session).ctx ??= ctx
}

/** A method that changes the session was called. */
export function noteChange(session: object, method: string, key: unknown): void {
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
 * Stores the session of an event: only what the event has changed, over what is stored by now. A
 * session is read whole at the beginning of a request and written whole at its end, so that a slow
 * event would undo what a fast one in another tab has stored meanwhile.
 *
 * @param commit - the session's own
 */
export async function commitMerged(session: object, commit: () => Promise<void>): Promise<void> {
  const known = changes.get(session)
  const own = session as Session
  if (!known?.ctx || known.isCleared || own.fresh) return commit()
  if (known.keys.size === 0 && own.responseFlashMessages.isEmpty) return commit()
  const id = own.sessionId
  const write = (writes.get(id) ?? Promise.resolve()).then(async () => {
    if (await merge(own, known.ctx!, known.keys)) await commit()
  })
  const settled = write.catch(() => {})
  writes.set(id, settled)
  try {
    await write
  } finally {
    if (writes.get(id) === settled) writes.delete(id)
  }
}

/**
 * Takes over what others have stored.
 *
 * @returns false where the session has ended meanwhile: to store it would bring it back, and give the browser its cookie in the
 * place of that of a newer one
 */
async function merge(session: Session, ctx: HttpContext, keys: Set<string>): Promise<boolean> {
  const { config, flashKey } = session
  const Constructor = session.constructor as SessionConstructor
  // A view would be made for it, and be given the current session
  const reader = Object.create(ctx, { view: { value: { share() {} } } }) as object
  const latest = new Constructor(config, config.stores[config.store], { emit() {} }, reader)
  await latest.initiate(true)
  const stored = latest.all()
  // What is noted below are no changes of the event
  const own = new Set(keys)
  const held = Object.keys(session.all())
  if (Object.keys(stored).length === 0 && held.some((key) => !own.has(key))) return false
  for (const key of held) {
    if (!own.has(key) && key !== flashKey && !Object.hasOwn(stored, key)) session.forget(key)
  }
  for (const [key, value] of Object.entries(stored)) {
    if (!own.has(key) && key !== flashKey) session.put(key, value)
  }
  keepFlash(session, stored[flashKey] as Values | undefined)
  return true
}

/** Messages that another request has flashed meanwhile are for the next one. */
function keepFlash(session: Session, stored: Values | undefined): void {
  const { flashKey, flashMessages, responseFlashMessages } = session
  if (!stored || isDeepStrictEqual(stored, flashMessages.all())) return
  if (responseFlashMessages.isEmpty) return session.put(flashKey, stored)
  for (const [name, value] of Object.entries(stored)) {
    if (!responseFlashMessages.has(name)) responseFlashMessages.set(name, value)
  }
}
