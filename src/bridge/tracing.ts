/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { tracingChannel } from 'node:diagnostics_channel'

/** What subscribers of the tracing channels get. */
export interface EventTrace {
  /** Id of the tab. */
  tab: string
  /** State and event; a navigation has none. */
  state?: string
  event?: string
  /** Path and query string of the page. */
  url: string
  /** Own time of each middleware in milliseconds, in the order in which they began. */
  middleware: MiddlewareTime[]
}

export interface MiddlewareTime {
  name: string
  /** Milliseconds, without what it called by `next()`. */
  time: number
}

/**
 * Tracing channels of Node for events and navigations, `tracing:reflex.event:*` and
 * `tracing:reflex.navigation:*`, beside those of Adonis for requests and middleware, which events
 * pass as well.
 */
export const tracingChannels = {
  event: tracingChannel<'reflex.event', EventTrace>('reflex.event'),
  navigation: tracingChannel<'reflex.navigation', EventTrace>('reflex.navigation'),
}
