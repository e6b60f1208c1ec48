/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to how the parts of the package are put together.
 */

export type { ReflexDependencies, ServerPages } from './dependencies.ts'
export { createEndedSessions, createSessionWatch } from './create_sessions.ts'
export { createTabs } from './create_tabs.ts'
export { Mistakes } from './mistakes.ts'
export type { Mistake } from './mistakes.ts'
export { Mounts } from './mounts.ts'
export { Parts } from './parts.ts'
export { askReport, readMetrics } from './process_report.ts'
export { warnOfConfiguration } from './configuration_warnings.ts'
export { answerOwnRequests, createGateway } from './create_sockets.ts'
export { Sources } from './sources.ts'
export { startInTime } from './start_in_time.ts'
export type { StartWork } from './start_in_time.ts'
export { TestDoor } from './test_door.ts'
