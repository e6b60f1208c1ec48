/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from 'reflex-adonis'

export default defineConfig({
  allowedOrigins: ['https://partner.example', 'https://*.trusted.example'],
  bridge: {
    skip: [() => import('#middleware/skipped_middleware')],
    userCache: '5s',
  },
  limits: { frameSize: '16kb', queue: 20, tabsPerSession: 5, helloTimeout: 500 },
})
