/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, stores } from 'reflex-adonis'

export default defineConfig({
  store: process.env.REFLEX_STORE ?? 'memory',
  stores: { redis: stores.redis() },
  limits: {
    eventsPerSecond: 1_000_000,
    tabsPerSession: 100_000,
    unadoptedTabs: 100_000,
  },
  tabs: { sleepAfter: process.env.SLEEP_AFTER ?? '20s' },
})
