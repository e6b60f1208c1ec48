/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../../adonis/main.ts'
import type { Session } from '../../../adonis/main.ts'
import type { Duration } from '../../../option_values.ts'
import { errors } from '../../../state/main.ts'
import { userOf } from '../../../tabs/main.ts'
import { millisecondsOf } from './duration.ts'
import { E_RECENT_LOGIN_USER } from './exceptions.ts'

/** Key of the session under which the last check is noted. */
const KEY = 'reflex_recent_login'

/** What tells the time, which tests move by hand. */
export interface Clocks {
  /** Milliseconds since 1970, by a clock that somebody may set. */
  wall(): number
  /** Milliseconds that only grow, since `origin`. */
  monotonic(): number
  /** When the process began, which tells its clock from those of others. */
  readonly origin: number
}

const systemClocks: Clocks = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  origin: performance.timeOrigin,
}

/** What the session keeps of a check. */
interface Mark {
  /** Id of the user. */
  user: string
  /** Digest of the id of the session, which a login changes. */
  session: string
  /** By the wall clock. */
  at: number
  /** By the monotonic clock of the process that was there. */
  since: { origin: number; at: number }
}

/**
 * Whether a visitor has lately shown again who they are: by a password, a code or a passkey. It is kept in the session. A
 * login, a logout and a new id of the session end it.
 */
export class RecentLogin {
  readonly #clocks: Clocks

  constructor(clocks: Clocks = systemClocks) {
    this.#clocks = clocks
  }

  /**
   * Notes that the user of a request has shown just now who they are. Call it after the password, the code or the passkey
   * was checked, and after a login, which changes the id of the session.
   *
   * @throws E_MISSING_MIDDLEWARE without a session; E_RECENT_LOGIN_USER where nobody is signed in
   */
  confirm(ctx: HttpContext): void {
    const user = userIdOf(ctx)
    if (user === undefined) throw new E_RECENT_LOGIN_USER()
    this.note(sessionOf(ctx), user)
  }

  /** Notes it for a user whom the request does not know yet. */
  note(session: Session, user: string | number): void {
    const { wall, monotonic, origin } = this.#clocks
    const mark: Mark = {
      user: String(user),
      session: digestOf(session),
      at: wall(),
      since: { origin, at: monotonic() },
    }
    session.put(KEY, mark)
  }

  /**
   * Whether that was not longer ago.
   *
   * @param within - milliseconds, or a text such as `15m`
   * @throws E_MISSING_MIDDLEWARE without a session; TypeError for what is not a duration
   */
  isRecent(ctx: HttpContext, within: Duration): boolean {
    const session = sessionOf(ctx)
    const mark = session.get(KEY) as Mark | undefined
    const user = userIdOf(ctx)
    if (!isMark(mark) || user === undefined || mark.user !== user) return false
    if (mark.session !== digestOf(session)) return false
    const age = this.#ageOf(mark)
    return age >= 0 && age <= millisecondsOf(within)
  }

  /**
   * Forgets it, as when a password was changed elsewhere.
   *
   * @throws E_MISSING_MIDDLEWARE without a session
   */
  forget(ctx: HttpContext): void {
    sessionOf(ctx).forget(KEY)
  }

  /** Clocks of other processes say nothing here, and one that was set back makes nothing recent. */
  #ageOf({ at, since }: Mark): number {
    const { wall, monotonic, origin } = this.#clocks
    return since.origin === origin ? monotonic() - since.at : wall() - at
  }
}

/** Whether visitors of this application have lately shown again who they are. */
export const recentLogin = new RecentLogin()

function userIdOf(ctx: HttpContext): string | undefined {
  const id = userOf(ctx)
  return id === undefined ? undefined : String(id)
}

/**
 * @throws E_MISSING_MIDDLEWARE
 */
function sessionOf(ctx: HttpContext): Session {
  const { session } = extrasOf(ctx)
  if (session) return session
  throw new errors.E_MISSING_MIDDLEWARE(['session', '@adonisjs/session/session_middleware'])
}

/** Digests of sessions that were looked at of late: to make one costs more than all else that a guard asks. */
const digests = new Map<string, string>()

const MOST_DIGESTS = 1_000

/** Whoever reads the session learns nothing of its id. */
function digestOf({ sessionId }: Session): string {
  let digest = digests.get(sessionId)
  if (digest === undefined) {
    digest = hash('sha256', sessionId, 'base64url').slice(0, 16)
    if (digests.size === MOST_DIGESTS) digests.clear()
    digests.set(sessionId, digest)
  }
  return digest
}

/** An older version, or a session that others have written, may have something else there. */
function isMark(value: unknown): value is Mark {
  const { since, at, user, session } = (value ?? {}) as Partial<Mark>
  return (
    typeof at === 'number' &&
    typeof user === 'string' &&
    typeof session === 'string' &&
    typeof since?.at === 'number' &&
    typeof since.origin === 'number'
  )
}
