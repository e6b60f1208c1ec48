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

/** A test asserts something that is always true. */
export const E_TEST_NOTHING_ASSERTED = createError<[assertion: string, remedy: string]>(
  '%s can never fail. %s',
  'E_TEST_NOTHING_ASSERTED',
  500
)

/** A test asks what an application does for a page that another process serves. */
export const E_TEST_OTHER_PROCESS = createError<[use: string, base: string]>(
  '%s is about what the process of the test does, and the tab has reached another one, at %s. Assert on what the page shows, or connect without at() and reach()',
  'E_TEST_OTHER_PROCESS',
  500
)

/** A test calls an event, or submits a form to one, that the page does not have. */
export const E_TEST_NO_EVENT = createError<[state: string, event: string, events: string]>(
  '%s has no event "%s" here. It has: %s. Is the method decorated with @rx.event()?',
  'E_TEST_NO_EVENT',
  500
)

/** A test fills a field of a form with a value that no field can hold. */
export const E_TEST_FORM_FIELD = createError<[field: string, value: string]>(
  'The field "%s" cannot hold %s. A field holds a text, a number, true, false, or a list of texts and numbers; leave out a field that the form does not have',
  'E_TEST_FORM_FIELD',
  500
)

/** A test signs in something that is not a user. */
export const E_TEST_NO_USER = createError<[value: string]>(
  'Cannot sign %s in: as() takes a stored user, such as the one that a factory has created',
  'E_TEST_NO_USER',
  500
)

/** A test signs a user in with a guard that the application does not have. */
export const E_TEST_NO_GUARD = createError<[guard: string, guards: string]>(
  'There is no guard "%s". config/auth.ts has: %s',
  'E_TEST_NO_GUARD',
  500
)

/** A test asked a page for a state that it does not have. */
export const E_TEST_NO_STATE = createError<[state: string, page: string]>(
  'There is no %s here: %s. A page has the states that its file imports, itself or through other modules',
  'E_TEST_NO_STATE',
  500
)

/** A test tries to follow a redirect, but there was none. */
export const E_TEST_NO_REDIRECT = createError<[url: string]>(
  'Nothing on the page "%s" has redirected, so there is nothing to follow',
  'E_TEST_NO_REDIRECT',
  500
)

/** A test connects to an application without a running HTTP server. */
export const E_TEST_NO_SERVER = createError(
  'No HTTP server is running. Start it in tests/bootstrap.ts: suite.setup(() => testUtils.httpServer().start())',
  'E_TEST_NO_SERVER',
  500
)

/** A test connects to a URL that is not a page. */
export const E_TEST_NO_PAGE = createError<[url: string, answer: string, pages: string]>(
  'There is no page at "%s": the server answered %s. There are pages at: %s',
  'E_TEST_NO_PAGE',
  500
)

/** A test visits a page without a registered plugin. */
export const E_NO_PLUGIN = createError(
  'Register the plugin in tests/bootstrap.ts first: import { reflexPlugin } from "reflex-adonis/plugins/japa"',
  'E_NO_PLUGIN',
  500
)

/** A test looks at a page that the server does not draw. */
export const E_TEST_NO_RENDERER = createError<[page: string]>(
  'The server does not draw "%s", so a test cannot look at it. Set ssr in config/reflex.ts and for the page, or test it in a browser',
  'E_TEST_NO_RENDERER',
  500
)

/** A test needs an optional package that is not installed. */
export const E_TEST_NO_PACKAGE = createError<[name: string, install: string]>(
  'This needs the package %s: npm install --save-dev %s',
  'E_TEST_NO_PACKAGE',
  500
)

/** A test looks for an element that the page does not have once. */
export const E_TEST_NO_ELEMENT = createError<[count: string, query: string, others: string]>(
  'The page shows %s elements with %s. It shows: %s',
  'E_TEST_NO_ELEMENT',
  500
)

/** A test fills a field that the page does not have once. */
export const E_TEST_NO_FIELD = createError<[count: string, label: string, fields: string]>(
  'There is %s "%s". The fields are: %s',
  'E_TEST_NO_FIELD',
  500
)

/** A test fills a field with what its user could not enter. */
export const E_TEST_FIELD_VALUE = createError<[label: string, value: string, reason: string]>(
  'Nobody can enter into the field "%s" the value %s: %s',
  'E_TEST_FIELD_VALUE',
  500
)

/** A test sends a form that a browser would not send. */
export const E_TEST_FORM_RULES = createError<[fields: string]>(
  'A browser does not send the form: %s. Fill in what its fields ask for, or call its event with page.submit() to see what the server says',
  'E_TEST_FORM_RULES',
  500
)

/** A test presses a button that is disabled. */
export const E_TEST_PRESS_DISABLED = createError<[name: string]>(
  'The button "%s" is disabled',
  'E_TEST_PRESS_DISABLED',
  500
)

/** A test presses a button of which HTML does not say what it does. */
export const E_TEST_NO_ACTION = createError<[name: string]>(
  'The HTML of the page does not say what the button "%s" does, since it sends no form. Call its event with page.state(State), or test it in a browser',
  'E_TEST_NO_ACTION',
  500
)
