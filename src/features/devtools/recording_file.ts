/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { appendFileSync } from 'node:fs'
import { Journal } from './journal.ts'
import type { JournalFailed } from './journal.ts'
import { Recording } from './recording.ts'

/** Names the file that a recording is written to, in the environment of the server that is recorded. */
export const RECORDING_VARIABLE = 'REFLEX_RECORDING'

/**
 * Records what tabs do, in lines of JSON.
 *
 * @param file - absolute path. Each entry is there before what it tells of goes on, so a process that
 *   restarts or is killed loses none
 * @param failed - hears of a file that cannot be written, once: nothing more is recorded then
 */
export function recordTo(file: string, failed: JournalFailed): Recording {
  return new Recording(new Journal((line) => appendFileSync(file, `${line}\n`), failed))
}
