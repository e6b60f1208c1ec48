/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, stores } from 'reflex-adonis'
import { defineAuth } from 'reflex-adonis/auth'
import { eventCounter } from '#features/event_counter/server'

export default defineConfig({
  allowedOrigins: ['https://partner.example', 'https://*.trusted.example'],
  allowedHosts: process.env.REFLEX_HOSTS?.split(','),
  bridge: {
    skip: [() => import('#middleware/skipped_middleware')],
    userCache: '5s',
  },
  // Processes of a cluster have no Vite beside them
  view: process.env.REFLEX_VIEW ?? 'reflex',
  store: process.env.REFLEX_STORE ?? 'memory',
  stores: {
    file: stores.file({ location: process.env.REFLEX_FILES }),
    redis: stores.redis({ connection: 'main', timeout: process.env.STORE_TIMEOUT ?? '5s' }),
  },
  live: { outside: process.env.LIVE_OUTSIDE ? { every: process.env.LIVE_OUTSIDE } : false },
  guards: { login: '/sign-in', confirm: '/confirm' },
  rooms: { leaveAfter: 300, waitFor: process.env.ROOM_WAIT ?? 3_000 },
  // A short life, for who looks at what is left of it
  tabs: { keepFor: process.env.KEEP_FOR ?? '10m', sleepAfter: process.env.SLEEP_AFTER ?? '20s' },
  features: [eventCounter],
  auth: defineAuth({
    user: () => import('#models/account'),
    features: ['register', 'verify', 'reset', 'totp', 'passkeys', 'sessions'],
    appName: 'Lab',
    after: { login: '/settings/profile', logout: '/login' },
    keptKeys: ['basket'],
    mailViews: 'emails/auth',
    // Nobody knows the port before the server listens
    passkeys: {
      domain: 'localhost',
      origins: (origin) => new URL(origin).hostname === 'localhost',
    },
    answerAfter: '250ms',
  }),
  drainDelay: process.env.DRAIN_DELAY ?? 0,
  drainTimeout: process.env.DRAIN_TIMEOUT ?? '5s',
  background: { cancelAfter: process.env.CANCEL_AFTER ?? 500 },
  limits: {
    frameSize: '16kb',
    queue: Number(process.env.QUEUE_LENGTH ?? 20),
    tabsPerSession: 5,
    background: 4,
    // Longer than a busy machine takes to say hello
    helloTimeout: '5s',
  },
})
