/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_KICK_MESSAGE } from './exceptions.ts'
import { ListPage } from './list_page.ts'
import type { ListOptions } from './list_page.ts'
import type { Counted, CountRequest, KickRequest, ListRequest, WireTab } from './local_tabs.ts'
import type { ProcessCalls } from './process_calls.ts'
import { wireTarget } from './tab_target.ts'
import type { TabTarget } from './tab_target.ts'

/** Bytes that the reason of a close frame may have (RFC 6455, section 5.5). */
const REASON_LENGTH = 123

/** A tab of a list. It says nothing by which somebody could get into the tab or its session. */
export interface ListedTab {
  /** Digest of the tab's id, which rooms know as the member. */
  id: string
  /** Id of the user who was last seen; null for a guest. */
  user: string | number | null
  /** Digest of the id of the browser session; null without one. */
  session: string | null
  /** File of the page. */
  page: string
  /** Name of the page's route. Its address is left out: it may carry tokens. */
  route: string
  /** Whether it has a socket now. */
  connected: boolean
  /** Events that run or wait, background events included. */
  running: number
  /** Milliseconds since it was last used. */
  idle: number
  /** Host and process id of the process that has it, `web-1:4711`. */
  process: string
}

/** What some processes may be missing of. */
export interface Heard {
  /** Host and process id of those that have not answered within two seconds, or have failed. */
  unanswered: string[]
}

export interface TabList extends Heard {
  /** By id. */
  tabs: ListedTab[]
  /** `after` of the next list; undefined after the last one. */
  next: string | undefined
}

export interface TabCount extends Heard {
  /** Tabs that processes have, those included whose browser is away for a moment. */
  tabs: number
  /** Those with a socket. */
  connected: number
  /** The same by process. */
  processes: { process: string; tabs: number; connected: number }[]
}

export interface KickOptions {
  /** What the page shows, up to 123 bytes; by default that the connection was ended. */
  message?: string
}

export interface Kicked extends Heard {
  /** How many tabs were ended. */
  tabs: number
}

/**
 * What operators may do with the tabs of all processes.
 */
export class TabCalls {
  #calls: ProcessCalls

  constructor(calls: ProcessCalls) {
    this.#calls = calls
  }

  /**
   * Tabs of all processes, a page at a time.
   *
   * @param target - which; all when left out
   * @throws E_TARGET
   */
  async list(target: TabTarget | 'everyone' = 'everyone', options?: ListOptions): Promise<TabList> {
    const page = new ListPage(options)
    const request: ListRequest = {
      target: wireTarget(target),
      after: page.after,
      limit: page.asked,
    }
    const { answers, unanswered } = await this.#calls.ask<WireTab[]>('tabs.list', request)
    const found = answers
      .flatMap(({ process, value }) => value.map((tab) => ({ ...tab, process })))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    const { entries: tabs, next } = page.cut(found)
    return { tabs, next, unanswered }
  }

  /**
   * How many tabs there are.
   *
   * @param target - which; all when left out
   * @throws E_TARGET
   */
  async count(target: TabTarget | 'everyone' = 'everyone'): Promise<TabCount> {
    const request: CountRequest = { target: wireTarget(target) }
    const { answers, unanswered } = await this.#calls.ask<Counted>('tabs.count', request)
    const processes = answers.map(({ process, value }) => ({ process, ...value }))
    return {
      tabs: processes.reduce((sum, { tabs }) => sum + tabs, 0),
      connected: processes.reduce((sum, { connected }) => sum + connected, 0),
      processes,
      unanswered,
    }
  }

  /**
   * Ends tabs: their sockets are closed, their state is dropped, events that wait do not run, and what
   * runs has no effect any more. The page says so and may be loaded again, as whoever the application
   * takes the visitor for by then: sign users out or block them first.
   *
   * @throws E_TARGET, E_KICK_MESSAGE
   *
   * @example
   * ```ts
   * await user.merge({ blockedAt: DateTime.now() }).save()
   * await reflex.tabs.kick({ user: user.id }, { message: 'Your account was blocked.' })
   * ```
   */
  async kick(target: TabTarget | 'everyone', options: KickOptions = {}): Promise<Kicked> {
    const { message = '' } = options
    if (Buffer.byteLength(message) > REASON_LENGTH) throw new E_KICK_MESSAGE([REASON_LENGTH])
    const request: KickRequest = { target: wireTarget(target), message }
    const { answers, unanswered } = await this.#calls.ask<number>('tabs.kick', request)
    return { tabs: answers.reduce((sum, { value }) => sum + value, 0), unanswered }
  }
}
