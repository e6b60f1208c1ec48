/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import { figures } from '../telemetry/main.ts'

export interface LogRate {
  /** Lines of one kind that are written in an interval. */
  lines: number
  /** Milliseconds. */
  interval: number
}

const RATE: LogRate = { lines: 100, interval: 60_000 }

interface Kind {
  written: number
  /** Lines that were left out. */
  left: number
}

type Level = 'warn' | 'error'
type Fields = Record<string, unknown> & { code?: string }

/**
 * Writes what strangers can bring about to the log: a few lines of each kind in an interval, and then how
 * many were left out, so that nobody fills the log.
 */
export class LimitedLog {
  #logger: Logger
  #rate: LogRate
  #kinds = new Map<string, Kind>()

  constructor(logger: Logger, rate = RATE) {
    this.#logger = logger
    this.#rate = rate
  }

  /**
   * @param fields - a line with a code is of the kind of its code, one without of its message
   * @param message - with `%s` and the like for the values
   */
  warn(fields: Fields, message: string, ...values: unknown[]): void {
    this.#write('warn', fields, message, values)
  }

  error(fields: Fields, message: string, ...values: unknown[]): void {
    this.#write('error', fields, message, values)
  }

  /** Counts what is refused without a line of its own. */
  note(code: string): void {
    figures.refusal(code)
  }

  #write(level: Level, fields: Fields, message: string, values: unknown[]): void {
    if (fields.code !== undefined) figures.refusal(fields.code)
    const name = fields.code ?? message
    let kind = this.#kinds.get(name)
    if (!kind) {
      this.#kinds.set(name, (kind = { written: 0, left: 0 }))
      setTimeout(() => this.#end(level, name), this.#rate.interval).unref()
    }
    if (kind.written === this.#rate.lines) kind.left++
    else {
      kind.written++
      this.#line(level, fields, message, values)
    }
  }

  #line(level: Level, fields: Fields, message: string, values: unknown[]): void {
    try {
      this.#logger[level](fields, message, ...values)
    } catch {
      // Whatever was thrown may throw when it is read
      this.#logger[level]({ ...fields, err: undefined }, message, ...values)
    }
  }

  #end(level: Level, name: string): void {
    const { left } = this.#kinds.get(name)!
    this.#kinds.delete(name)
    if (left > 0) this.#logger[level]({ kind: name, left }, 'lines of this kind were left out')
  }
}
