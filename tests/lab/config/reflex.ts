/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, stores } from 'reflex-adonis'
import { defineAuth } from 'reflex-adonis/auth'
import type { InferShared } from 'reflex-adonis/types'
import { eventCounter } from '#features/event_counter/server'
import { sharedFunctions } from '#services/shared'

const reflexConfig = defineConfig({
  allowedOrigins: ['https://partner.example', 'https://*.trusted.example'],
  allowedHosts: process.env.REFLEX_HOSTS?.split(','),
  bridge: {
    skip: [() => import('#middleware/skipped_middleware')],
    userCache: '5s',
  },
  // Processes of a cluster have no Vite beside them
  view: process.env.REFLEX_VIEW ?? 'reflex',
  store: (process.env.REFLEX_STORE ?? 'memory') as 'memory' | 'file' | 'redis',
  stores: {
    file: stores.file({ location: process.env.REFLEX_FILES }),
    redis: stores.redis({ connection: 'main', timeout: process.env.STORE_TIMEOUT ?? '5s' }),
  },
  live: { outside: process.env.LIVE_OUTSIDE ? { every: process.env.LIVE_OUTSIDE } : false },
  shared: sharedFunctions,
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
  language: {
    remember: async (locale, ctx) => {
      const { rememberLanguage } = await import('#services/remember_language')
      return rememberLanguage(locale, ctx)
    },
  },
  drainDelay: process.env.DRAIN_DELAY ?? 0,
  drainTimeout: process.env.DRAIN_TIMEOUT ?? '5s',
  uploads: {
    folder: process.env.UPLOAD_FOLDER,
    fileSize: '300mb',
    files: 12,
    bytes: '900mb',
    chunkSize: '1mb',
    stallAfter: process.env.UPLOAD_STALL ?? '2s',
    expiresIn: process.env.UPLOAD_LIFE ?? '1h',
  },
  downloads: {
    folder: process.env.DOWNLOAD_FOLDER,
    files: 3,
    expiresIn: process.env.DOWNLOAD_LIFE ?? '1m',
    stallAfter: process.env.DOWNLOAD_STALL ?? '2s',
    idleAfter: process.env.DOWNLOAD_IDLE ?? '2m',
  },
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

export default reflexConfig

declare module 'reflex-adonis/types' {
  interface SharedData extends InferShared<typeof reflexConfig> {}
}
