/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventError } from '../protocol/main.ts'

/**
 * Why an event, a navigation or a page failed. The promise of an event rejects with it.
 *
 * Validation errors are in the state's `errors` instead.
 *
 * @example
 * ```ts
 * try {
 *   await cart.checkout()
 * } catch (error) {
 *   if (error instanceof ReflexError && error.code === 'E_OUT_OF_STOCK') showAlternatives()
 * }
 * ```
 */
export class ReflexError extends Error {
  override name = 'ReflexError'

  /** HTTP status that the same failure would have in a controller. */
  readonly status: number
  /** `E_…` */
  readonly code: string
  /** Id of the request in the server's log. */
  readonly requestId?: string
  /** What a developer can do about it. Only in development. */
  readonly help?: string
  /** Stack on the server. Only in development. */
  readonly serverStack?: string

  constructor(error: EventError) {
    super(error.message)
    this.status = error.status
    this.code = error.code
    this.requestId = error.requestId
    this.help = error.help
    this.serverStack = error.stack
  }
}

/**
 * A failure that this browser found by itself.
 */
export function clientError(status: number, code: string, message: string): ReflexError {
  return new ReflexError({ status, code, message })
}

/** An event that may have run, and may not. */
export function unknownOutcome(): ReflexError {
  return clientError(
    503,
    'E_OUTCOME_UNKNOWN',
    'The connection was lost for too long. It is not known whether your last change was made.'
  )
}

/** Codes of what another build of the application does not have. */
const MISSING = new Set(['E_EVENT_UNKNOWN', 'E_STATE_UNKNOWN', 'E_STATE_NOT_REACHABLE'])

/** Why an event failed that the document before a reload has called: this build may not know it. */
export function carriedFailure(error: EventError): ReflexError {
  if (!MISSING.has(error.code)) return new ReflexError(error)
  const message =
    'The application has been updated meanwhile. Your last change was not made: please make it again.'
  return new ReflexError({ ...error, message })
}

/** A render may be repeated or dropped, and the answer of an event leads to the next one. */
export function calledInRender(state: string, event: string): ReflexError {
  return clientError(
    500,
    'E_EVENT_IN_RENDER',
    `"${event}" of the state "${state}" was called while a component was being rendered. Call it in a handler, as onClick={() => state.${event}()}, in an effect, or in the page's onLoad.`
  )
}

/** An answer has come, and the page could not take it up. */
export function answerUnreadable(): ReflexError {
  return clientError(
    500,
    'E_ANSWER_UNREADABLE',
    'The answer of the server could not be shown. Load the page again to see what has happened.'
  )
}

/** A page leads to what is no address. */
export function redirectAddress(): ReflexError {
  return clientError(
    500,
    'E_REDIRECT_ADDRESS',
    'This page leads to an address that does not exist.'
  )
}

/** The page has no connection any more, and gets none. */
export function connectionClosed(): ReflexError {
  return clientError(
    503,
    'E_CONNECTION_CLOSED',
    'This page is no longer connected. Load it again to go on.'
  )
}

/** The server has closed the socket because of its largest frame. */
export function frameTooLarge(): ReflexError {
  return clientError(413, 'E_FRAME_TOO_LARGE', 'The event was too large for the server.')
}
