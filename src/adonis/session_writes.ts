/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { makeNotes } from './notes.ts'
import { noteBeginning } from './session_ends.ts'
import { commitMerged, followSession, initiateWritten, noteChange } from './session_merge.ts'

/** What changes a session. */
const KEEPERS = [
  ...['put', 'flash', 'forget', 'pull', 'increment', 'decrement', 'clear', 'regenerate'],
  ...['flashAll', 'flashOnly', 'flashExcept', 'flashErrors', 'flashValidationErrors'],
  ...['reflash', 'reflashOnly', 'reflashExcept'],
]

/** What stands before the changes of sessions of events. */
export interface WriteHooks {
  /** What a session is to get in the place of a value. */
  kept: (value: unknown) => unknown
  /** What is thrown by a method that would change a session that is stored already. */
  closed: (method: string) => Error
}

type Keeper = (this: object, ...args: unknown[]) => unknown

const WATCHED = Symbol.for('reflex.watches_writes')

/** Sessions that are stored already, while the event that has begun with them goes on. */
const stored = makeNotes<true>()

/**
 * Stands before what changes the session of an event: notes what is changed, and has the session
 * merged with what others have stored meanwhile.
 */
export function watchWrites(session: object, ctx: HttpContext, hooks: WriteHooks): void {
  watchSessions(session, hooks)
  followSession(session, ctx)
}

/**
 * Notes what is changed in all sessions from here on. The methods are replaced on the class, once, with the hooks of the
 * first call; to do it for the session of each event cost a third of the event.
 *
 * @param session - any
 */
export function watchSessions(session: object, { kept, closed }: WriteHooks): void {
  noteBeginning(session)
  const prototype = Object.getPrototypeOf(session) as Partial<Record<string, Keeper>>
  if (Object.hasOwn(prototype, WATCHED)) return
  Object.defineProperty(prototype, WATCHED, { value: true })
  for (const name of KEEPERS) {
    const keep = prototype[name]
    if (typeof keep !== 'function') continue
    prototype[name] = function (this: object, ...args) {
      if (stored.has(this)) throw closed(name)
      noteChange(this, name, args[0])
      return keep.apply(this, args.map(kept))
    }
  }
  const { commit, initiate } = prototype
  if (typeof commit !== 'function' || typeof initiate !== 'function') return
  prototype.commit = function (this: object) {
    return commitMerged(this, () => commit.call(this) as Promise<void>)
  }
  prototype.initiate = function (this: object, readonly) {
    return initiateWritten(this, () => initiate.call(this, readonly) as Promise<void>)
  }
}

/** Lets nobody change a session any more: it is stored, so that the change would be lost. */
export function closeSession(session: object): void {
  stored.set(session, true)
}

/** Has a request store nothing of its session, whatever its code does with it. */
export function leaveSession(session: { commit(): Promise<void> }): void {
  Object.defineProperty(session, 'commit', { value: async () => {} })
}
