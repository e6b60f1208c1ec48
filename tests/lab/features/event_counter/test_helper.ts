/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ConnectedTab } from 'reflex-adonis/plugins/japa'
import { eventCounter } from './client.ts'

/** Resolves when the page shows that its tab has had so many events. */
export function eventCount(tab: ConnectedTab, count: number): Promise<void> {
  const counter = tab.client.features.use(eventCounter)
  return tab.waitFor(() => counter.count === count, { message: `${count} events` })
}
