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

/** A test signed a user in, in an application without @adonisjs/auth. */
export const E_NO_AUTH = createError(
  'Cannot sign a user in, since the application does not have @adonisjs/auth: node ace add @adonisjs/auth',
  'E_NO_AUTH',
  500
)

/** A test put something into the session of an application without sessions. */
export const E_NO_SESSION = createError(
  'Cannot prepare a session, since the application has no config/session.ts: node ace add @adonisjs/session',
  'E_NO_SESSION',
  500
)

/** A test used a page after its end. */
export const E_TEST_PAGE_CLOSED = createError<[url: string]>(
  'The page "%s" is closed. A page of a test ends with its test; visit it again',
  'E_TEST_PAGE_CLOSED',
  500
)

/** A test asked a page for a state that it does not have. */
export const E_TEST_NO_STATE = createError<[state: string, page: string]>(
  'There is no %s here: %s. A page has the states that its file imports, itself or through other modules',
  'E_TEST_NO_STATE',
  500
)

/** A test wants to follow a redirect, and there was none. */
export const E_TEST_NO_REDIRECT = createError<[url: string]>(
  'Nothing on the page "%s" has redirected, so there is nothing to follow',
  'E_TEST_NO_REDIRECT',
  500
)

/** A test connects to an application that does not listen. */
export const E_TEST_NO_SERVER = createError(
  'No HTTP server is running. Start it in tests/bootstrap.ts: suite.setup(() => testUtils.httpServer().start())',
  'E_TEST_NO_SERVER',
  500
)

/** A test connects to what is no page. */
export const E_TEST_NO_PAGE = createError<[url: string, answer: string]>(
  'There is no page at "%s": the server answered %s',
  'E_TEST_NO_PAGE',
  500
)

/** A test visits a page, and the plugin was not registered. */
export const E_NO_PLUGIN = createError(
  'Register the plugin in tests/bootstrap.ts first: import { reflexPlugin } from "reflex-adonis/plugins/japa"',
  'E_NO_PLUGIN',
  500
)
