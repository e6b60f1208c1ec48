/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what depends on how AdonisJS is made: patches, and types of what its own types leave out. README.md lists them.
 */

export { findBinding } from './bindings.ts'
export type {
  AuthManager,
  DriveDisk,
  DriveManager,
  GuardRequest,
  I18nManager,
  RedisConnection,
  RedisManager,
} from './bindings.ts'
export { csrfTokenOf, extrasOf, nonceOf, signInAs } from './context.ts'
export type { Auth, Bouncer, Denial, Session } from './context.ts'
export { emitMissingTranslation, onApplicationEvent, onEmit, showQueries } from './emitter.ts'
export type { EventSource } from './emitter.ts'
export { captureExceptions } from './exception_handler.ts'
export { followConnections } from './lucid_connections.ts'
export { guardKeyOf, guardsIn, noteGuards } from './guard_keys.ts'
export type { Guards } from './guard_keys.ts'
export type { Hot, InvalidatedMessage, ReloadMessage } from './hot_hook.ts'
export { deferView } from './lazy_view.ts'
export {
  AUTH_INITIALIZER,
  FILE_SERVERS,
  importInstalled,
  middlewareEntries,
  middlewareOf,
  SESSION_MIDDLEWARE,
  STATELESS,
} from './middleware_entries.ts'
export type { MiddlewareEntry, MiddlewareInstance } from './middleware_entries.ts'
export { isMissingOn, visibilityOf } from './drive.ts'
export { guardMultipart, tidyForms } from './multipart_guard.ts'
export { makeNotes } from './notes.ts'
export { parseQuery } from './query_string.ts'
export type { QueryRules } from './query_string.ts'
export { beforeCommit, onRoute } from './router_methods.ts'
export { answerFirst, onErrorHandler, onNodeServer, surroundRequests } from './server_methods.ts'
export type { HandlerClass, LazyHandler, NodeServer } from './server_methods.ts'
export { replaceObjects } from './server_objects.ts'
export { sessionCollectionOf, sessionsOf } from './session_collection.ts'
export { sessionConfigOf, sessionCookieOf } from './session_cookie.ts'
export { otherIdsOf as otherSessionIdsOf } from './session_removals.ts'
export { noteSessionEnd } from './session_ends.ts'
export { sessionEvents } from './session_events.ts'
export type { AuthEvent } from './session_events.ts'
export { noteCarriedSessions } from './session_carried.ts'
export { copyMemorySessions } from './session_memory.ts'
export { leaveMessages, onLateSessions, onLeftSessions } from './session_merge.ts'
export { SessionQueue } from './session_queue.ts'
export { noteMove as noteSessionMove } from './session_removals.ts'
export { closeSession, leaveSession, watchSessions, watchWrites } from './session_writes.ts'
export { askDriver } from './sql_driver.ts'
export type { SqlDriver } from './sql_driver.ts'
