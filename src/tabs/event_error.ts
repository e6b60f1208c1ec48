/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Outcome } from '../bridge/main.ts'
import type { EventError } from '../protocol/main.ts'

/** What this module reads of an exception, whatever its class. */
interface ExceptionLike {
  status?: unknown
  code?: unknown
  message?: unknown
  help?: unknown
  messages?: unknown
  stack?: unknown
}

interface FieldMessage {
  field: string
  message: string
}

/** Whether an exception is a failed validation. */
export function isValidationError(error: unknown): error is { messages: FieldMessage[] } {
  const { code, messages } = (error ?? {}) as ExceptionLike
  return code === 'E_VALIDATION_ERROR' && Array.isArray(messages)
}

/** The first message by field. */
export function fieldErrors(error: { messages: FieldMessage[] }): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { field, message } of error.messages) errors[field] ??= message
  return errors
}

/** What a line of the log says of an exception besides its message. */
export function codeAndHelp(error: unknown): { code?: string; help?: string } {
  const { code, help } = (error ?? {}) as { code?: string; help?: string }
  return { code, help }
}

/** What an exception says, or whatever else was thrown. */
export function messageOf(thrown: unknown): string {
  try {
    const { message } = (thrown ?? {}) as ExceptionLike
    return typeof message === 'string' ? message : String(thrown)
  } catch {
    return 'What was thrown cannot be read'
  }
}

/** Failures of the server that callers are told of. */
const TOLD = new Set(['E_STORE_UNAVAILABLE', 'E_EVENT_INTERRUPTED'])

const OPAQUE = 'Something went wrong on the server'

/**
 * What the caller of an event is told about its failure. Messages of 4xx are made for users; of
 * anything else only development shows more than that it happened.
 *
 * @param development - show message, remedy and stack
 */
export function toEventError(
  error: unknown,
  options: { development: boolean; requestId?: string; status?: number }
): EventError {
  const known = (error ?? {}) as ExceptionLike
  const status = typeof known.status === 'number' ? known.status : (options.status ?? 500)
  const code = typeof known.code === 'string' ? known.code : 'E_EVENT_FAILED'
  const message = typeof known.message === 'string' ? known.message : String(error)
  const told = status < 500 || options.development || TOLD.has(code)
  const result: EventError = {
    status,
    code: told ? code : 'E_EVENT_FAILED',
    message: told ? message : OPAQUE,
  }
  if (options.requestId) result.requestId = options.requestId
  if (options.development && typeof known.help === 'string') result.help = known.help
  if (isValidationError(error)) result.errors = fieldErrors(error)
  if (options.development && status >= 500 && typeof known.stack === 'string') {
    result.stack = known.stack
  }
  return result
}

/**
 * The failure that an outcome stands for, if any: a response with an error status counts, as it
 * would for a fetch.
 */
export function failureOf(outcome: Outcome, development: boolean): EventError | undefined {
  if (outcome.redirect !== undefined) return undefined
  if (outcome.error === undefined && outcome.status < 400) return undefined
  const error = outcome.error ?? {
    status: outcome.status,
    code: 'E_HTTP_EXCEPTION',
    message: `The page answered with status ${outcome.status}`,
  }
  return toEventError(error, {
    development,
    requestId: outcome.requestId,
    status: outcome.status,
  })
}
