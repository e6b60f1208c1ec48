/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { tracingChannel } from 'node:diagnostics_channel'

/** What a subscriber of the channel gets. */
export interface RenderTracingData {
  /** Id of the page: `resources/pages/cart.tsx`. */
  page: string
  /** Path and query string. */
  url: string
}

/**
 * Traces the rendering of pages on the server, from its start until what the browser can show is
 * there.
 */
export const pageRender = tracingChannel<string, RenderTracingData>('reflex.page.render')
