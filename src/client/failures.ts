/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReflexError } from './errors.ts'
import type { CallOptions } from './events.ts'
import type { Toasts } from './toasts.ts'

interface Call {
  state: string
  event: string
}

/** Who may tell the user of failures. */
export interface FailureHost {
  /** An event failed. Return true when the user has been told, and no toast is needed. */
  failed?(error: ReflexError, call: Call): boolean | void
}

/**
 * Tells users that their events have failed.
 */
export class Failures {
  host: FailureHost | undefined
  #toasts: Toasts
  #development: boolean

  constructor(toasts: Toasts, development: boolean) {
    this.#toasts = toasts
    this.#development = development
  }

  /**
   * @returns what the caller of the event gets: a rejection, which goes unnoticed where nobody waits
   */
  report(error: ReflexError, call: Call, options: CallOptions): Promise<undefined> {
    const { message, code, help, serverStack } = error
    const isWanted = code === 'E_EVENT_CANCELLED'
    if (this.#development && !isWanted) {
      const cause = [serverStack ?? error, ...(help === undefined ? [] : [help])]
      console.error(`[reflex] ${call.state}.${call.event}:`, ...cause)
    }
    if (!isWanted && !this.#isTold(error, call)) {
      const remedy = help === undefined ? code : `${code}: ${help}`
      const description = this.#development && { description: remedy }
      this.#toasts.add({ level: 'error', message, ...description })
    }
    if (options.form) return Promise.resolve(undefined)
    const rejected = Promise.reject<undefined>(error)
    // Who does not wait for the outcome does not want to hear of its failure either.
    rejected.catch(() => {})
    return rejected
  }

  /** Whether the host has told the user. */
  #isTold(error: ReflexError, call: Call): boolean {
    try {
      return this.host?.failed?.(error, call) === true
    } catch (failure) {
      // The event is to settle, whatever the application does with its failure
      console.error('[reflex] Telling of a failure has failed:', failure)
      return false
    }
  }
}
