/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import type { Encryption } from '@adonisjs/core/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { Outcome } from '../../bridge/main.ts'
import type { EventFields } from '../../logging/main.ts'
import type { PageRegistry } from '../../pages/main.ts'
import type { BridgeMode, StateDefinition, StateRegistry } from '../../state/main.ts'
import type { TabRegistry } from '../tab_registry.ts'
import type { TabReads } from '../tab_reads.ts'
import type { Tab } from '../tab.ts'
import type { TabAnnouncer } from '../tab_announcer.ts'
import type { Transactions } from '../transaction/transactions.ts'
import type { Turns } from '../turns.ts'
import type { Updates } from '../updates.ts'
import type { Feature } from './feature.ts'

/** What features have of the process that they are in. */
export interface FeatureHost {
  states: StateRegistry
  pages: PageRegistry
  tabs: TabRegistry
  /** Gives work a turn in the queue of a tab. */
  turns: Turns
  /** Changes tabs where no browser has called an event. */
  updates: Updates
  /** Reads the states of tabs, as requests to their pages. */
  reads: TabReads
  transactions: Transactions
  /**
   * Runs code as a request to a page, in the name of whoever has sent a request of another kind.
   *
   * @param url - path and query string of the page
   */
  ask<T>(
    message: IncomingMessage,
    url: string,
    work: (ctx: HttpContext) => Promise<T>
  ): Promise<Outcome<T>>
  /**
   * Takes what may be had once, in whatever process of the application.
   *
   * @param keepFor - milliseconds for which it is remembered
   * @returns false when it was taken before
   */
  once(id: string, keepFor: number): Promise<boolean>
  /** Has a tab let in to its page again: who is kept out sees it no more. */
  readmit(tab: Tab): void
  encryption: Encryption
  logger: Logger
  /** Tells the application's exception handler, or the log where there is no request. */
  report(error: unknown, ctx: HttpContext | undefined, of: EventFields): Promise<void>
  /** Tells the listeners of the application what tabs do. */
  announcer: TabAnnouncer
  /** How events of a state run. */
  mode(definition: StateDefinition): BridgeMode
  development: boolean
}

/** Makes a feature for a process. */
export type FeatureFactory = (host: FeatureHost) => Feature
