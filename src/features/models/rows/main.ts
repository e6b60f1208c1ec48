/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to single rows that browsers name by their keys. It imports nothing of Lucid but types before one is looked for.
 */

export { findKeys, findRows } from './find_keys.ts'
export { findRow, refuseRow } from './find_row.ts'
export { isConstraint, isKey } from './keys.ts'
export { limitToVisible } from './visible.ts'
