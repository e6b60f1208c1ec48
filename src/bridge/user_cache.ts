/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf, signInAs } from '../adonis/main.ts'
import type { Visitor } from './visitor.ts'

/**
 * Keeps the user of a browser for some seconds, so that a burst of events costs one query for it.
 * Opt-in: a user who was changed or deleted is seen for that long. The session is still read for
 * each event, so a logout, a login and a session that is gone count at once.
 */
export class UserCache {
  #keepFor: number

  /**
   * @param keepFor - milliseconds
   */
  constructor(keepFor: number) {
    this.#keepFor = keepFor
  }

  /** Gives the guard of a new request the user that is kept, when the session still says so. */
  async seed(visitor: Visitor, ctx: HttpContext): Promise<void> {
    const kept = visitor.user
    const { auth, session } = extrasOf(ctx)
    if (!kept || !auth || !session?.initiated) return
    const guard = auth.use()
    const key = guard.sessionKeyName && session.get(guard.sessionKeyName)
    if (kept.until < performance.now() || kept.session !== session.sessionId || kept.key !== key) {
      visitor.user = undefined
      return
    }
    signInAs(guard, kept.user)
    // So that the authenticator knows which guard it was
    await auth.check()
  }

  /** Keeps the user that a request was authenticated as. */
  remember(visitor: Visitor, ctx: HttpContext): void {
    const { auth, session } = extrasOf(ctx)
    const guard = auth?.use()
    if (!guard?.user || guard.driverName !== 'session' || !session?.initiated) {
      visitor.user = undefined
      return
    }
    if (visitor.user?.user === guard.user) return
    visitor.user = {
      user: guard.user,
      session: session.sessionId,
      key: session.get(guard.sessionKeyName!),
      until: performance.now() + this.#keepFor,
    }
  }
}
