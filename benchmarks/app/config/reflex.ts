/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from 'reflex-adonis'

export default defineConfig({
  limits: {
    eventsPerSecond: 1_000_000,
    tabsPerSession: 100_000,
    unadoptedTabs: 100_000,
  },
  tabs: { sleepAfter: process.env.SLEEP_AFTER ?? '20s' },
})
