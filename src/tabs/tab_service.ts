/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Documents } from './documents.ts'
import type { Greeter } from './greeter.ts'
import type { Inbox } from './inbox.ts'
import type { Navigator } from './navigator.ts'
import type { TabKeeper } from './tab_keeper.ts'
import type { TabRegistry } from './tab_registry.ts'
import type { TabSessions } from './tab_sessions.ts'

/** The tabs of this process, by what comes to them. */
export interface TabService {
  registry: TabRegistry
  /** Brings them into the store and out of it. */
  keeper: TabKeeper
  /** Sockets that come and go. */
  greeter: Greeter
  /** What sockets send. */
  inbox: Inbox
  /** Takes them to pages. */
  navigator: Navigator
  /** Requests for documents. */
  documents: Documents
  /** News of browser sessions and their users. */
  sessions: TabSessions
}
