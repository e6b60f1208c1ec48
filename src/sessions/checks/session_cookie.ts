/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { sessionConfigOf } from '../../adonis/main.ts'
import type { Check, Finding } from '../../doctor/main.ts'

const FILE = 'config/session.ts'

/** Looks for a session cookie that scripts, other sites or the network can have. */
export const sessionCookieCheck: Check = {
  name: 'security/session-cookie',
  async *run({ app, find }) {
    const config = await sessionConfigOf(app)
    if (!config) return
    const { httpOnly, secure, sameSite } = config.cookie ?? {}
    const fault = (option: string, reason: string, remedy: string): Finding => ({
      severity: 'error',
      about: option,
      ...find(FILE, `${option}:`),
      reason,
      remedy: `${remedy} in the cookie of config/session.ts`,
    })
    if (httpOnly !== true) {
      const reason =
        'Scripts of a page can read the session cookie, and so can whoever gets one into it'
      yield fault('httpOnly', reason, 'Set httpOnly to true')
    }
    if (typeof sameSite === 'string' && sameSite.toLowerCase() === 'none' && secure !== true) {
      const reason = 'Browsers drop the session cookie: sameSite "none" needs secure'
      yield fault('sameSite', reason, 'Set secure to true, or sameSite to "lax"')
    } else if (app.inProduction && secure !== true) {
      const reason =
        'The session cookie is sent without TLS as well, where anybody on the way can read it'
      yield fault('secure', reason, 'Set secure to app.inProduction')
    }
  },
}
