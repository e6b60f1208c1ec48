/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownRepeat } from './shown.ts'

/** Runs of the same query from the same line that are too many: what loads each row by itself does at least as many. */
const TOO_MANY = 3

/** The query without its values, however many there are. */
export function shapeOf(sql: string): string {
  return sql
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\$\d+|\b\d+\b/g, '?')
    .replace(/\(\s*\?(?:\s*,\s*\?)+\s*\)/g, '(?)')
}

/** Queries that a line has run again and again: those of an N+1. */
export class Repeats {
  #counts = new Map<string, ShownRepeat>()

  /** A line runs a query. One that is nobody's of the application does not count. */
  note(sql: string, line: string | undefined): void {
    if (line === undefined) return
    const key = `${line} ${shapeOf(sql)}`
    const known = this.#counts.get(key)
    if (known) known.count++
    else this.#counts.set(key, { sql, line, count: 1 })
  }

  /** Those that are too many, the most frequent first. */
  get found(): ShownRepeat[] {
    return [...this.#counts.values()]
      .filter(({ count }) => count >= TOO_MANY)
      .sort((a, b) => b.count - a.count)
  }
}
