export { page } from './page.ts'
export { useReflex } from './use_reflex.ts'
export type { EventCaller, ReflexState } from './types.ts'
