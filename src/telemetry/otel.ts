/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

// Loaded before the application, so that other instrumentations find its modules unloaded: it
// imports nothing of it
export { ReflexInstrumentation } from './reflex_instrumentation.ts'
export type { ReflexInstrumentationConfig } from './reflex_instrumentation.ts'
