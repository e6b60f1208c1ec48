/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, stores } from 'reflex-adonis'

export default defineConfig({
  store: (process.env.REFLEX_STORE ?? 'memory') as 'memory' | 'file' | 'redis',
  stores: { redis: stores.redis() },
  limits: {
    eventsPerSecond: 1_000_000,
    tabsPerSession: 100_000,
    unadoptedTabs: 100_000,
  },
  uploads: { fileSize: '300mb' },
  tabs: { sleepAfter: process.env.SLEEP_AFTER ?? '20s' },
})
