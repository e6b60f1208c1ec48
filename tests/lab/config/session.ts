/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, stores } from '@adonisjs/session'

export default defineConfig({
  cookieName: 'lab_session',
  age: '2h',
  clearWithBrowser: false,
  cookie: { path: '/', httpOnly: true, secure: false, sameSite: 'lax' },
  store: 'memory',
  stores: { cookie: stores.cookie() },
})
