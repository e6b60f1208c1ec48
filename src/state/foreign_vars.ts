/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Vars } from './transaction.ts'

/** Where vars say since when each of them is foreign. No var has this name. */
const SINCE = ':since'

/**
 * Milliseconds that a foreign var is kept: the token of a tab is good for as long by default, so a page
 * that has not been heard of since has to be loaded anew.
 */
const KEPT_FOR = 24 * 60 * 60 * 1_000

/**
 * The vars of a record that the class of this build does not have: another build has made them. They
 * stay in the record, since that one may come back, or may be there still.
 *
 * @param known - vars of the record
 * @param own - vars that the class has
 * @param now - milliseconds since the epoch
 */
export function foreignVars(known: Vars, own: Vars, now: number): Vars {
  const before = (known[SINCE] ?? {}) as Record<string, number>
  const since: Record<string, number> = {}
  const foreign: Vars = {}
  for (const [name, value] of Object.entries(known)) {
    if (name === SINCE || Object.hasOwn(own, name)) continue
    const begun = before[name] ?? now
    if (now - begun >= KEPT_FOR) continue
    since[name] = begun
    foreign[name] = value
  }
  return Object.keys(foreign).length > 0 ? { ...foreign, [SINCE]: since } : foreign
}
