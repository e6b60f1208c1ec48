/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { appendFileSync } from 'node:fs'
import { Devtools } from './devtools.ts'
import { Journal } from './journal.ts'

/** Names the file that a recording is written to, in the environment of the server that is recorded. */
export const RECORDING_VARIABLE = 'REFLEX_RECORDING'

/**
 * Records what tabs do, in lines of JSON.
 *
 * @param file - absolute path. Each entry is there before what it tells of goes on, so a process that
 *   restarts or is killed loses none
 */
export function recordTo(file: string): Devtools {
  return new Devtools(new Journal((line) => appendFileSync(file, `${line}\n`)))
}
