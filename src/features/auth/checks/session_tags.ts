/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { sessionCollectionOf } from '../../../adonis/main.ts'
import type { Check } from '../../../doctor/main.ts'
import { authOptionOf } from './auth_option.ts'

/** Looks for sessions that nobody can list, where users are shown theirs. */
export const sessionTagsCheck: Check = {
  name: 'auth/session-tags',
  async *run({ app, find }) {
    if (!authOptionOf(app)?.features.has('sessions')) return
    const sessions = await sessionCollectionOf(app)
    if (!sessions || sessions.supportsTagging()) return
    yield {
      severity: 'warning',
      ...find('config/session.ts', 'store:'),
      reason:
        'The store of sessions has no tags, so users do not see their sessions, and cannot end one',
      remedy:
        'Use the store "database" or "redis", or leave "sessions" out of the features of defineAuth()',
    }
  },
}
