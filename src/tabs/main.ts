/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { BuildCheck } from './build_check.ts'
export type { BuildVerdict } from './build_check.ts'
export { CookieCourier } from './cookie_courier.ts'
export { checkArguments } from './event_arguments.ts'
export { EventRunner } from './event_runner.ts'
export type { RunnerOptions } from './event_runner.ts'
export { EventTracer } from './event_tracer.ts'
export type {
  Arrival,
  Endpoint,
  EndpointExchange,
  Enlisted,
  EnlistRequest,
  EventCall,
  EventRun,
  Feature,
  Recheck,
} from './features/feature.ts'
export type { FeatureFactory, FeatureHost } from './features/feature_host.ts'
export { Features } from './features/features.ts'
export type { TabPart } from './features/tab_part.ts'
export {
  codeAndHelp,
  fieldErrors,
  isValidationError,
  messageOf,
  toEventError,
} from './event_error.ts'
export * as tabErrors from './exceptions.ts'
export { readForm } from './form_fields.ts'
export type { FormOptions } from './form_fields.ts'
export { FormRunner } from './form_runner.ts'
export type { FormCall, FormOutcome } from './form_runner.ts'
export { Documents } from './documents.ts'
export { Greeter } from './greeter.ts'
export { Inbox } from './inbox.ts'
export { actorOf, hasLeft, identityOf, isSameActor, userOf } from './identity.ts'
export type { Actor } from './identity.ts'
export { Navigator } from './navigator.ts'
export { Outbox } from './outbox.ts'
export type { Link } from './outbox.ts'
export { PageAdmission } from './page_admission.ts'
export type { Admission, RefusedForm } from './page_admission.ts'
export { reportStrays } from './stray_reports.ts'
export { Tab } from './tab.ts'
export { TabAnnouncer } from './tab_announcer.ts'
export { TabKeeper } from './tab_keeper.ts'
export { TabReads } from './tab_reads.ts'
export { TabRegistry } from './tab_registry.ts'
export type { TabLimits } from './tab_registry.ts'
export type { TabService } from './tab_service.ts'
export { hasEnded, isOfTab, noteSessionRead } from './session_reads.ts'
export { TabSessions } from './tab_sessions.ts'
export { TabTokens } from './tab_tokens.ts'
export { StateTransaction } from './transaction/state_transaction.ts'
export { noteErrors } from './transaction/noted_errors.ts'
export { applyChange } from './transaction/tab_change.ts'
export type { TabChange } from './transaction/tab_change.ts'
export { TabRequests } from './transaction/tab_requests.ts'
export { Transactions } from './transaction/transactions.ts'
export { Turns } from './turns.ts'
export { Updates } from './updates.ts'
