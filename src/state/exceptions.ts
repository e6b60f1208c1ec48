/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../explained_error.ts'

/** A state class has an unknown bridge mode, which would decide the middleware that guards it. */
export const E_STATE_BRIDGE = createError<[id: string, mode: string]>(
  'The state "%s" has `static bridge = "%s"`, which is not one of full, auth, none',
  'E_STATE_BRIDGE',
  500
)

/** The scope and the room of a state class do not fit together. */
export const E_STATE_SCOPE = createError<[id: string, what: string]>(
  'The state "%s" has a scope that does not fit it: %s',
  'E_STATE_SCOPE',
  500
)

/** A page or a handler asked for a state that no state file exports. */
export const E_STATE_UNKNOWN = explainedError<[id: string]>({
  message: 'There is no state "%s"',
  help: 'A state class is exported by a file whose name ends in "_state", unless config/reflex.ts says otherwise: app/states/cart_state.ts is read, app/states/state.ts is not',
  code: 'E_STATE_UNKNOWN',
  status: 404,
})

/** The state exists, but no file of the current page imports it. */
export const E_STATE_NOT_REACHABLE = explainedError<[id: string, page: string]>({
  message: 'The state "%s" cannot be reached from the page "%s"',
  help: 'A page reaches the states that its file imports, itself or through other modules. No module that this page imports leads to the state',
  code: 'E_STATE_NOT_REACHABLE',
  status: 403,
})

/** The name is not an `@rx.event()` method of the state. */
export const E_EVENT_UNKNOWN = explainedError<[event: string, id: string]>({
  message: '"%s" is not an event of the state "%s"',
  help: 'Pages can call methods with @rx.event() before them',
  code: 'E_EVENT_UNKNOWN',
  status: 404,
})

/** An event that does not run in the background was to be cancelled. */
export const E_EVENT_NOT_BACKGROUND = createError<[event: string, id: string]>(
  'Cannot cancel "%s" of the state "%s": only background events can be cancelled, others end before the next one begins. Make it one with @rx.event({ background: true })',
  'E_EVENT_NOT_BACKGROUND',
  500
)

/** An event has the name of something that every state has. */
export const E_EVENT_NAME = createError<[event: string, id: string, taken: string]>(
  'Cannot use "%s" as an event of the state "%s": every state has a member of that name. Give the event another one. Taken are %s, and all that begins with "$"',
  'E_EVENT_NAME',
  500
)

/** A var has the name of something that every state has. */
export const E_VAR_NAME = createError<[name: string, id: string, taken: string]>(
  'Cannot use "%s" as a var of the state "%s": every state has a member of that name. Give the var another one. Taken are %s, and all that begins with "$"',
  'E_VAR_NAME',
  500
)

/** An event got an argument that it does not accept. */
export const E_EVENT_ARGUMENT = createError<[position: number, event: string, remedy: string]>(
  'Argument %d of the event "%s" was refused. %s',
  'E_EVENT_ARGUMENT',
  422
)

/** An action has a value that a header or an address cannot have. */
export const E_ACTION_VALUE = createError<[action: string, what: string]>(
  'Cannot use %s: %s',
  'E_ACTION_VALUE',
  500
)

/** Two state classes have one id. */
export const E_STATE_ID_TAKEN = createError<[id: string]>(
  'Two state classes have the id "%s". Give one of them another id with `static id = \'…\'`',
  'E_STATE_ID_TAKEN',
  500
)

/** A base var holds something that JSON cannot represent. */
export const E_VAR_NOT_SERIALIZABLE = createError<[path: string, what: string, remedy: string]>(
  'Cannot send "%s" to the browser: it is %s. Base and computed vars and results hold plain JSON values. %s',
  'E_VAR_NOT_SERIALIZABLE',
  500
)

/** A var holds something that no store can keep. */
export const E_VAR_NOT_STORABLE = createError<[path: string, what: string]>(
  'Cannot store "%s": it is %s. Vars of a tab are kept as data: keep plain values, dates, maps and sets, and load models and connections again in each event',
  'E_VAR_NOT_STORABLE',
  500
)

/** A state was changed when none of its events was running. */
export const E_STATE_CLOSED = createError<[path: string]>(
  'Cannot change "%s" after its event has ended. Await all work in the handler',
  'E_STATE_CLOSED',
  500
)

/** A background event changed something outside an update. */
export const E_UPDATE_NEEDED = createError<[path: string]>(
  'Cannot change "%s" here: other events of the tab run at the same time. A background event changes states and the session inside `await this.$update(() => …)`',
  'E_UPDATE_NEEDED',
  500
)

/** A state asked for the request, but runs without one. */
export const E_NO_REQUEST = createError<[member: string]>(
  "Cannot read \"%s\": this event runs without a request. The state has `static bridge = 'none'`; use 'full' or 'auth'",
  'E_NO_REQUEST',
  500
)

/** The request lacks something that a middleware of the application adds to it. */
export const E_MISSING_MIDDLEWARE = createError<[member: string, middleware: string]>(
  'Cannot read "%s": the HTTP context has none. Register %s in start/kernel.ts',
  'E_MISSING_MIDDLEWARE',
  500
)

/** A class with `#private` members is used as a state. */
export const E_STATE_PRIVATE_MEMBER = createError<[id: string, cause: string]>(
  'The state "%s" uses a #private member, which cannot be kept between events (%s). Use the `private` keyword',
  'E_STATE_PRIVATE_MEMBER',
  500
)

/** A handler reads a var of a feature that has nothing for it. */
export const E_VAR_NOT_SUPPLIED = explainedError<[name: string]>({
  message: 'The var "%s" is not there on this page',
  help: 'A live var is loaded on the pages that use its state. Elsewhere, run its query in the handler',
  code: 'E_VAR_NOT_SUPPLIED',
  status: 500,
})

/** A handler makes the URL of a route outside an application. */
export const E_NO_ROUTES = createError<[action: string]>(
  '%s needs the routes of the application, and there is none here. Run the handler in an application that has started, or redirect to a path',
  'E_NO_ROUTES',
  500
)
