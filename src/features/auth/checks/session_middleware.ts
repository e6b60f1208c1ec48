/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { middlewareEntries, middlewareOf } from '../../../adonis/main.ts'
import type { Check } from '../../../doctor/main.ts'
import AuthSessionMiddleware from '../flows/session_middleware.ts'
import { authOptionOf } from './auth_option.ts'

/** Looks for sessions and remembered browsers that outlive a change of the password. */
export const sessionMiddlewareCheck: Check = {
  name: 'auth/session-middleware',
  async *run({ app, find }) {
    if (!authOptionOf(app)) return
    const server = await app.container.make('server')
    const router = await app.container.make('router')
    const classes = await Promise.all(middlewareEntries(server, router).map(middlewareOf))
    if (classes.includes(AuthSessionMiddleware)) return
    yield {
      severity: 'error',
      ...find('start/kernel.ts', '@adonisjs/auth/initialize_auth_middleware'),
      reason: 'Sessions of an earlier password go on after it was changed',
      remedy:
        "Add () => import('reflex-adonis/auth/session_middleware') behind @adonisjs/auth/initialize_auth_middleware in start/kernel.ts",
    }
  },
}
