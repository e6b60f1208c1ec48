/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../explained_error.ts'

/** A page names a middleware that was not passed to `reflex.mount()`. */
export const E_UNKNOWN_MIDDLEWARE = createError<
  [page: string, line: number, name: string, known: string]
>(
  '%s:%d names the middleware "%s", which is not among the named middleware (%s). Register it with router.named() in start/kernel.ts and pass the collection to reflex.mount({ middleware })',
  'E_UNKNOWN_MIDDLEWARE',
  500
)

/** What was posted to a page is not one of its forms. */
export const E_NO_FORM_EVENT = explainedError<[url: string]>({
  message: 'The form that was sent to "%s" does not name an event of the page',
  help: 'Give the form an event as its action: <form action={state.event}>',
  code: 'E_NO_FORM_EVENT',
  status: 400,
})

/** A page loads by an event that its state does not have. */
export const E_UNKNOWN_LOAD_EVENT = createError<
  [page: string, line: number, event: string, state: string]
>(
  '%s:%d runs the event "%s" on load, but "%s" has no event of that name. Decorate the method with @rx.event()',
  'E_UNKNOWN_LOAD_EVENT',
  500
)

/** Documents are rendered by Edge, and the application has no Edge. */
export const E_EDGE_MISSING = createError(
  'Pages are sent in an Edge template. Add "@adonisjs/core/providers/edge_provider" to adonisrc.ts and install edge.js',
  'E_EDGE_MISSING',
  500
)

/** An option of `reflex.mount()` does not exist or is invalid. */
export const E_MOUNT_OPTION = createError<[name: string, problem: string]>(
  'Invalid "%s" in reflex.mount(): %s',
  'E_MOUNT_OPTION',
  500
)
