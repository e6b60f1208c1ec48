import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/core/http'

/**
 * Address of the shop, for links that must be absolute.
 */
export const appUrl = env.get('APP_URL')

/**
 * Settings of the HTTP server.
 */
export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,

  /**
   * Lets services read the current request with `HttpContext.getOrFail()`.
   */
  useAsyncLocalStorage: true,

  /**
   * Defaults for cookies. The session cookie has its own settings in "config/session.ts".
   */
  cookie: {
    domain: '',
    path: '/',
    maxAge: '365d',
    httpOnly: true,
    secure: app.inProduction,
    sameSite: 'lax',
  },
})
