/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to guards of events and states.
 */

export { abilities } from './abilities.ts'
export { resolveGuards } from './config.ts'
export type { ResolvedGuards, GuardsConfig } from './config.ts'
export { can, guard, recent } from './decorators.ts'
export { Guards } from './guards.ts'
export type { GuardOptions, StateGuardOptions, SubjectOptions } from './options.ts'
export { subject } from './subject.ts'
