/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { BuiltPages } from './built_pages.ts'
export { EARLY_EVENTS_SCRIPT } from './early_events.ts'
export { PageRenderer } from './page_renderer.ts'
export type { RendererOptions, RenderRequest } from './page_renderer.ts'
export { RenderedPage } from './rendered_page.ts'
