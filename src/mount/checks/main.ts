/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of pages and their routes. It is loaded by its command alone.
 */

export { shadowedPagesCheck } from './shadowed_pages.ts'
export { unmountedPagesCheck } from './unmounted_pages.ts'
export { unusedStatesCheck } from './unused_states.ts'
