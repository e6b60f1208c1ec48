/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../../explained_error.ts'

/** A cookie can only be written in an answer to a request. */
export const E_COOKIE_WITHOUT_REQUEST = createError<[path: string, what: string]>(
  "Cannot keep \"%s\" in a cookie, since %s runs without a request. Give its state `static bridge = 'full'` or 'auth'",
  'E_COOKIE_WITHOUT_REQUEST',
  500
)

/** Two vars of one page want to have the same parameter of its address. */
export const E_QUERY_NAME_TAKEN = createError<[name: string, page: string, a: string, b: string]>(
  'The parameter "%s" in the address of "%s" belongs to "%s" and to "%s". Give one of them another name: @rx.query({ name: \'…\' })',
  'E_QUERY_NAME_TAKEN',
  500
)

/** What an event has put into vars of the address makes it longer than a browser may send. */
export const E_ADDRESS_TOO_LONG = explainedError<[length: number, limit: number]>({
  message: 'The address of this page would be too long',
  help: 'The address would have %d characters, and may have %d. Put less into vars with @rx.query()',
  code: 'E_ADDRESS_TOO_LONG',
  status: 422,
})

/** A var with a place needs a validator. */
export const E_PLACE_VALIDATOR = createError<[path: string]>(
  'Cannot take "%s" from a browser without a validator: its initial value is neither a string, a number nor a boolean. Give its decorator a { validator }',
  'E_PLACE_VALIDATOR',
  500
)
