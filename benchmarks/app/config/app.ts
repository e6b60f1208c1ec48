/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/core/http'

export const http = defineConfig({
  generateRequestId: true,
  useAsyncLocalStorage: true,
  cookie: { path: '/', maxAge: '2h', httpOnly: true, secure: false, sameSite: 'lax' },
})
