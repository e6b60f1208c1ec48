/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue, StateSnapshot } from '../protocol/main.ts'

/** One state as the browser has it. A change makes a new record; what did not change is shared. */
export interface StateRecord {
  readonly vars: Readonly<Record<string, JsonValue>>
  readonly events: ReadonlySet<string>
  /** How often the server has told of it, see `UpdateFrame.k`. */
  readonly step: number
  /** Vars that the browser keeps in its storage, see `StateSnapshot.k`. */
  readonly stored?: Readonly<Record<string, string>>
  /** Its events that take files, see `StateSnapshot.u`. */
  readonly uploads?: StateSnapshot['u']
  /** What fields say of vars, where that is not their value as text. */
  readonly texts?: Readonly<Record<string, string>>
}

/** A state as the server has told it. */
export function recordOf(snapshot: StateSnapshot): StateRecord {
  const { v: vars, e: events, b: step = 0, k: stored, u: uploads } = snapshot
  return { vars, events: new Set(events), step, stored, uploads }
}

/** What a server would tell of a state, for a browser that knows nothing of it. */
export function snapshotOf({ vars, events, step, stored, uploads }: StateRecord): StateSnapshot {
  return {
    v: { ...vars },
    e: [...events],
    ...(step > 0 && { b: step }),
    ...(stored && { k: stored }),
    ...(uploads && { u: uploads }),
  }
}
