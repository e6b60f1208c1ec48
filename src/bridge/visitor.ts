/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingHttpHeaders } from 'node:http'
import type { CookieJar } from './cookie_jar.ts'
import type { PeerAddress } from './synthetic.ts'

/** The user of a browser's last events. */
export interface KeptUser {
  user: object
  /** Id of the session, and what it said of the user. */
  session: string
  key: unknown
  /** Milliseconds of the monotonic clock. */
  until: number
}

/** The browser behind a tab, as its last HTTP request or socket has shown it. */
export interface Visitor {
  headers: IncomingHttpHeaders
  peer: PeerAddress
  jar: CookieJar
  /** Host and port that the browser asked for, behind proxies too. */
  host: string
  /** The user of its last events, where `bridge.userCache` keeps it. */
  user?: KeptUser
}
