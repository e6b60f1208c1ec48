/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, stores } from '@adonisjs/session'

export default defineConfig({
  cookieName: 'bench_session',
  age: '2h',
  clearWithBrowser: false,
  cookie: { path: '/', httpOnly: true, secure: false, sameSite: 'lax' },
  store: process.env.SESSION_DRIVER === 'cookie' ? 'cookie' : 'memory',
  stores: { cookie: stores.cookie() },
})
