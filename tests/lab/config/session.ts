/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import { defineConfig, stores } from '@adonisjs/session'

/** Runs side by side share a database server, and nothing else. */
const tableName = `sessions_${process.pid}`

const sessionConfig = defineConfig({
  cookieName: 'lab_session',
  age: '2h',
  clearWithBrowser: false,
  cookie: { path: '/', httpOnly: true, secure: false, sameSite: 'lax' },
  // Processes of a cluster share sessions, and a server that is fuzzed keeps none
  store: (process.env.SESSION_STORE ?? 'memory') as 'memory' | 'redis' | 'cookie',
  stores: {
    cookie: stores.cookie(),
    file: stores.file({ location: app.tmpPath(`sessions-${process.pid}`) }),
    sqlite: stores.database({ connectionName: 'sqlite', tableName }),
    postgres: stores.database({ connectionName: 'postgres', tableName }),
    redis: stores.redis({ connection: 'main' }),
  },
})

export default sessionConfig
