/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Conflict } from './page_checks.ts'

/**
 * Mistakes that a look at the sources goes on after, each once.
 */
export class MistakeList {
  #byMessage = new Map<string, Error>()

  get all(): Error[] {
    return [...this.#byMessage.values()]
  }

  /**
   * @returns what the work returns; undefined when it fails, which is noted
   */
  attempt<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#note(error as Error)
      return undefined
    }
  }

  add(conflicts: readonly Conflict[]): void {
    for (const { error } of conflicts) this.#note(error)
  }

  /** All pages that import a file have the mistake that is in it. */
  #note(error: Error): void {
    if (!this.#byMessage.has(error.message)) this.#byMessage.set(error.message, error)
  }
}
