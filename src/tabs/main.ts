/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { takeOver } from './change_frame.ts'
export { CookieCourier } from './cookie_courier.ts'
export { EventRunner } from './event_runner.ts'
export type { RunnerOptions } from './event_runner.ts'
export { TaskRunner } from './tasks/task_runner.ts'
export type { BegunEvent } from './tasks/task_runner.ts'
export { toEventError } from './event_error.ts'
export * as tabErrors from './exceptions.ts'
export type { FormOptions } from './form_fields.ts'
export { FormRunner } from './form_runner.ts'
export type { FormCall, FormOutcome } from './form_runner.ts'
export { Greeter } from './greeter.ts'
export { Navigator } from './navigator.ts'
export { Outbox } from './outbox.ts'
export type { Link } from './outbox.ts'
export { PageAdmission } from './page_admission.ts'
export type { Admission, RefusedForm } from './page_admission.ts'
export { reportStrays } from './stray_reports.ts'
export { Tab } from './tab.ts'
export { TabKeeper } from './tab_keeper.ts'
export { TabRegistry } from './tab_registry.ts'
export type { TabLimits } from './tab_registry.ts'
export { TabService } from './tab_service.ts'
export { TabTokens } from './tab_tokens.ts'
export { Turns } from './turns.ts'
