/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { E_UPDATE_NEEDED } from './exceptions.ts'
import { plain } from './plain.ts'
import { commitMerged, followSession, noteChange } from './session_merge.ts'

/** What changes a session. */
const KEEPERS = [
  ...['put', 'flash', 'forget', 'pull', 'increment', 'decrement', 'clear', 'regenerate'],
  ...['flashAll', 'flashOnly', 'flashExcept', 'flashErrors', 'flashValidationErrors'],
  ...['reflash', 'reflashOnly', 'reflashExcept'],
]

type Keeper = (this: object, ...args: unknown[]) => unknown

const GUARDED = Symbol.for('reflex.guarded')

/** Sessions that are stored already, while the event that has begun with them goes on. */
const stored = new WeakSet()

/**
 * Lets sessions take what a handler has read from a var: it is stored after the event, when its
 * drafts have ended. The methods are guarded on the class, once; to do it for the session of each
 * event cost a third of the event.
 *
 * What changes one that `closeSession` has closed throws E_UPDATE_NEEDED.
 */
export function guardSession(session: object, ctx: HttpContext): void {
  followSession(session, ctx)
  const prototype = Object.getPrototypeOf(session) as Partial<Record<string, Keeper>>
  if (Object.hasOwn(prototype, GUARDED)) return
  Object.defineProperty(prototype, GUARDED, { value: true })
  for (const name of KEEPERS) {
    const keep = prototype[name]
    if (typeof keep !== 'function') continue
    prototype[name] = function (this: object, ...args) {
      if (stored.has(this)) throw new E_UPDATE_NEEDED([`session.${name}()`])
      noteChange(this, name, args[0])
      return keep.apply(this, args.map(plain))
    }
  }
  const { commit } = prototype
  if (typeof commit !== 'function') return
  prototype.commit = function (this: object) {
    return commitMerged(this, () => commit.call(this) as Promise<void>)
  }
}

/** Lets nobody change a session any more: it is stored, so that the change would be lost. */
export function closeSession(session: object): void {
  stored.add(session)
}
