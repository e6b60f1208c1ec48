/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A test asked for a context in an application that has no server middleware. */
export const E_NO_CONTEXT = createError<[path: string]>(
  'Cannot make a context for "%s". Register at least one server middleware in start/kernel.ts, such as container_bindings_middleware',
  'E_NO_CONTEXT',
  500
)

/** A test used the context of an event after its end. */
export const E_TEST_EVENT_ENDED = createError(
  'This event request has ended. Begin another one with beginEventRequest()',
  'E_TEST_EVENT_ENDED',
  500
)
