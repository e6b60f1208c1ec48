/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Outcome } from '../bridge/main.ts'
import type { EventError } from '../protocol/main.ts'

/** What this module reads of whatever was thrown, if it can be read. */
interface ExceptionLike {
  status?: unknown
  code?: unknown
  message?: unknown
  help?: unknown
  messages?: unknown
  field?: unknown
  stack?: unknown
}

interface FieldMessage {
  field: string
  /** A translation that was given a list, such as `{extnames}`, is the list of its parts. */
  message: string | readonly unknown[]
}

/** A field of whatever was thrown; undefined where it cannot be read. */
function read(thrown: unknown, name: keyof ExceptionLike): unknown {
  try {
    return (thrown as ExceptionLike | null | undefined)?.[name]
  } catch {
    return undefined
  }
}

function textOf(thrown: unknown, name: keyof ExceptionLike): string | undefined {
  const text = read(thrown, name)
  return typeof text === 'string' ? text : undefined
}

/** Whether an exception is a failed validation. */
export function isValidationError(error: unknown): error is { messages: FieldMessage[] } {
  const messages = read(error, 'messages')
  return (
    read(error, 'code') === 'E_VALIDATION_ERROR' &&
    Array.isArray(messages) &&
    messages.every(isFieldMessage)
  )
}

function isFieldMessage(message: unknown): message is FieldMessage {
  const isTold = textOf(message, 'message') !== undefined || Array.isArray(read(message, 'message'))
  return textOf(message, 'field') !== undefined && isTold
}

/** The first message by field. */
export function fieldErrors(error: { messages: FieldMessage[] }): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { field, message } of error.messages) errors[field] ??= joined(message)
  return errors
}

function joined(message: string | readonly unknown[]): string {
  if (typeof message === 'string') return message
  return message.map((part) => (Array.isArray(part) ? part.join(', ') : String(part))).join('')
}

/** What a line of the log says of an exception besides its message. */
export function codeAndHelp(error: unknown): { code?: string; help?: string } {
  return { code: textOf(error, 'code'), help: textOf(error, 'help') }
}

/** What an exception says, or whatever else was thrown. */
export function messageOf(thrown: unknown): string {
  const message = textOf(thrown, 'message')
  if (message !== undefined) return message
  try {
    return String(thrown)
  } catch {
    return 'What was thrown cannot be read'
  }
}

/** A status of HTTP that says that something failed; undefined for any other. */
function failureStatus(status: unknown): number | undefined {
  const isFailure = Number.isInteger(status) && Number(status) >= 400 && Number(status) < 600
  return isFailure ? Number(status) : undefined
}

/** Failures of the server that callers are told of. */
const TOLD = new Set([
  'E_STORE_UNAVAILABLE',
  'E_EVENT_INTERRUPTED',
  'E_DOWNLOAD_DISK',
  'E_DOWNLOAD_IDLE',
  'E_UPLOAD_DISK',
])

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
  const status = failureStatus(read(error, 'status')) ?? failureStatus(options.status) ?? 500
  const { code = 'E_EVENT_FAILED', help } = codeAndHelp(error)
  const told = status < 500 || options.development || TOLD.has(code)
  const result: EventError = {
    status,
    code: told ? code : 'E_EVENT_FAILED',
    message: told ? messageOf(error) : OPAQUE,
  }
  if (options.requestId) result.requestId = options.requestId
  if (options.development && help !== undefined) result.help = help
  if (isValidationError(error)) result.errors = fieldErrors(error)
  if (options.development && status >= 500) {
    const stack = textOf(error, 'stack')
    if (stack !== undefined) result.stack = stack
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
