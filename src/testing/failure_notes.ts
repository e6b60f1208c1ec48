/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EndingTest } from './clean_ups.ts'

/** Why a test has failed, as Japa has it. */
export interface TestFailure {
  error: unknown
}

/** What is told of something that a test has used. */
export type Description = () => Promise<string | undefined>

/**
 * Tells with the failure of a test what the things were like that it has used, whichever assertion or
 * step has failed.
 */
export class FailureNotes {
  #descriptions = new WeakMap<EndingTest, Set<Description>>()

  /**
   * A test uses something.
   *
   * @returns ends that
   */
  add(test: EndingTest, description: Description): () => void {
    const descriptions = this.#descriptions.get(test) ?? new Set()
    this.#descriptions.set(test, descriptions.add(description))
    return () => descriptions.delete(description)
  }

  /** A test has ended, and is not cleaned up yet. */
  ended(test: EndingTest, failures: readonly TestFailure[]): void {
    const descriptions = this.#descriptions.get(test)
    this.#descriptions.delete(test)
    if (!descriptions || failures.length === 0) return
    // What is registered last is done first, when all that was used is still open
    test.cleanup(async () => {
      const told = await Promise.all([...descriptions].map((describe) => describe()))
      const text = told.filter((each) => each !== undefined).join('\n\n')
      for (const { error } of failures) addTo(error, text)
    })
  }
}

/** Adds a text to the message of an error; one that tells the last frames itself has enough. */
function addTo(error: unknown, text: string): void {
  if (!(error instanceof Error) || text === '' || error.message.includes('Last frames:')) return
  const { message, stack = '' } = error
  error.message = `${message}\n\n${text}`
  error.stack = stack.replace(message, () => error.message)
}
