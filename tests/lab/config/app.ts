/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/core/http'

/** What links of mails begin with. */
export const appUrl = 'https://lab.example.com'

export const http = defineConfig({
  generateRequestId: true,
  useAsyncLocalStorage: true,
  cookie: { path: '/', maxAge: '2h', httpOnly: true, secure: false, sameSite: 'lax' },
})
