/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JournalEnd, JournalEntry } from '../entries.ts'
import { Journal } from '../journal.ts'
import type { JournalFailed, JournalLimits } from '../journal.ts'
import type { Redaction } from '../redaction.ts'
import { TabJournal } from '../tab_journal.ts'

const LIMITS: JournalLimits = { entries: 2_000, characters: 1_000_000 }

/**
 * What one tab has done since its document, as the recorder writes tests of it. It is kept in memory.
 */
export class SessionJournal {
  /** Writes down what happens to the tab. */
  readonly part: TabJournal
  #lines: string[] = []

  /**
   * @param id - of the tab
   * @param failed - hears of what could not be written down
   */
  constructor(id: string, redaction: Redaction, failed: JournalFailed, limits = LIMITS) {
    const journal = new Journal((line) => void this.#lines.push(line), failed, limits)
    this.part = new TabJournal(id, journal, redaction)
  }

  get entries(): (JournalEntry | JournalEnd)[] {
    return this.#lines.map((line) => JSON.parse(line) as JournalEntry | JournalEnd)
  }
}
