/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { everyTable } from '../capture/main.ts'
import type { Change } from '../capture/main.ts'
import type { ErrorLog } from '../live/main.ts'
import { LogReader } from './log_reader.ts'
import type { ReaderParts } from './log_reader.ts'
import { LOG_TABLE } from './trigger_sql.ts'

/** Milliseconds between two looks while the table is not there or cannot be read, at most. */
const LONGEST_BACKOFF = 30_000

/** Milliseconds in which a trouble that goes on is said once. */
const LOG_INTERVAL = 60_000

/** What a log is followed with. */
export interface LogParts extends ReaderParts {
  /** Milliseconds between two looks. */
  every: number
  /** Hears what was changed, by whomever. */
  receive: (changes: readonly Change[]) => void
  logger: ErrorLog
}

/**
 * Follows what triggers note: writes of other programs, cascades, SQL by hand. A table that is not there yet, and a
 * database that is away, are waited for: what was noted meanwhile is read then.
 */
export class ChangeLog {
  readonly #parts: LogParts
  readonly #reader: LogReader
  readonly #outside = AsyncLocalStorage.snapshot()
  #cancel = () => {}
  #failures = 0
  #isMissing = false
  #saidAt = -Infinity
  #isClosed = false
  #looking: Promise<void> | undefined

  constructor(parts: LogParts) {
    this.#parts = parts
    this.#reader = new LogReader(parts)
  }

  /** Begins with what is noted from now on. Resolves after the first look. */
  open(): Promise<void> {
    return this.look()
  }

  /** Looks no more. Resolves once the look that is being taken is over. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel()
    await this.#looking
  }

  /** Looks, and tells what has come until now. What fails is logged, and tried again later. */
  look(): Promise<void> {
    this.#cancel()
    const looking = (this.#looking ?? Promise.resolve())
      .then(() => this.#outside(() => this.#look()))
      .finally(() => {
        if (this.#looking !== looking) return
        this.#looking = undefined
        this.#schedule()
      })
    this.#looking = looking
    return looking
  }

  #schedule(): void {
    if (this.#isClosed) return
    this.#cancel()
    const { every, clock } = this.#parts
    const backoff = Math.min(every * 2 ** this.#failures, Math.max(LONGEST_BACKOFF, every))
    this.#cancel = this.#outside(() => clock.after(backoff, () => void this.look()))
  }

  async #look(): Promise<void> {
    if (this.#isClosed) return
    try {
      if (this.#reader.isStarted) await this.#reader.read((changes) => this.#publish(changes))
      else if (!(await this.#start())) return
      this.#failures = 0
    } catch (error) {
      await this.#failed(error)
    }
  }

  /** @returns false where there is no table yet */
  async #start(): Promise<boolean> {
    if (!(await this.#reader.isThere())) {
      this.#missing()
      return false
    }
    await this.#reader.start()
    this.#isMissing = false
    // Pages may have been loaded before
    this.#publish([everyTable(this.#parts.connection)])
    return true
  }

  #publish(changes: readonly Change[]): void {
    if (!this.#isClosed) this.#parts.receive(changes)
  }

  async #failed(error: unknown): Promise<void> {
    if (this.#isClosed) return
    const isGone = this.#reader.isStarted && !(await this.#reader.isThere().catch(() => true))
    if (isGone) {
      this.#reader.forget()
      this.#missing()
      return
    }
    this.#failures++
    const { clock, logger, connection } = this.#parts
    if (clock.now() - this.#saidAt < LOG_INTERVAL) return
    this.#saidAt = clock.now()
    logger.error({ err: error, connection }, 'changes noted by triggers could not be read')
  }

  #missing(): void {
    this.#failures++
    if (this.#isMissing || this.#isClosed) return
    this.#isMissing = true
    const { logger, connection } = this.#parts
    logger.warn(
      { connection },
      `what other programs write is not seen: there is no table ${LOG_TABLE}. ` +
        'Write its migration with "node ace reflex:live --triggers", and run it'
    )
  }
}
