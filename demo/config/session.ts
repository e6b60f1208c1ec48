import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, stores } from '@adonisjs/session'

const sessionConfig = defineConfig({
  enabled: true,
  cookieName: 'shop_session',
  clearWithBrowser: false,
  age: '2h',

  /**
   * No script can read the session cookie, events over the socket included.
   */
  cookie: {
    path: '/',
    httpOnly: true,
    secure: app.inProduction,
    sameSite: 'lax',
  },

  /**
   * `memory` is always there, for tests.
   */
  store: env.get('SESSION_DRIVER'),
  stores: {
    cookie: stores.cookie(),
    file: stores.file({ location: app.tmpPath('sessions') }),
    database: stores.database(),
  },
})

export default sessionConfig
