/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { AppState } from './app_state.ts'
export { EMPTY_SNAPSHOT, FORM_RESULT_FLASH, readAppSnapshot } from './app_snapshot.ts'
export type { AppSnapshot, CurrentUser, FlashMessages, UserTransformer } from './app_types.ts'
export * as actions from './actions.ts'
export { BrowserAction } from './actions.ts'
export { useRoutesOf } from './application_routes.ts'
export { event, variable } from './decorators.ts'
export type { EventOptions } from './decorators.ts'
export type { EventKey, Json, VarKey } from './decorators.ts'
export { knownNote, recordMetadata, recordNote } from './metadata.ts'
export { isValidator } from './validator.ts'
export type { AnyValidator } from './validator.ts'
export type {
  ActionResult,
  DownloadSource,
  RedirectOptions,
  ReloadOptions,
  RouteRedirect,
  ToastOptions,
} from './actions.ts'
export * from './current.ts'
export { ComputedCache } from './computed_cache.ts'
export { diff } from './delta/diff.ts'
export { isBridgeMode, stateId, StateDefinition } from './definition.ts'
export type { EventDefinition } from './definition.ts'
export type { AroundEvent, EventGuard, ExtendState, StateExtension } from './extension.ts'
export { frozen } from './frozen.ts'
export type { BridgeMode, ClassOf, RoomResolver, StateScope } from './contracts.ts'
export { assertJson } from './delta/json.ts'
export * as errors from './exceptions.ts'
export type { Member } from './member.ts'
export { plain } from './plain.ts'
export { askGuard, callHandler, prepareHandler, runHandler, validateInput } from './run_handler.ts'
export type { HandlerScope } from './run_handler.ts'
export { EventScope, settledAction } from './scope.ts'
export { noteSessions } from './session_guard.ts'
export { isStateClass, State } from './state.ts'
export type { StateClass } from './state.ts'
export { isStorable } from './storable.ts'
export type { PackedChanges, PackedStates, PackedVars } from './packed_states.ts'
export type { OpenOptions, PreparedChange, PrepareOptions, StateNews } from './prepared_change.ts'
export type { RoomChange, SharedVars } from './room_views.ts'
export { catchStrays } from './strays.ts'
export type { Stray } from './strays.ts'
export { isResource, serializeResource, serializer } from './resources.ts'
export type { Serialized } from './resources.ts'
export { StateRegistry } from './state_registry.ts'
export { StateTree } from './state_tree.ts'
export type { Tree, Vars } from './transaction.ts'
