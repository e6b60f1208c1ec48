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

/** A tab of a list. Nothing in it grants access to the tab or its session. */
export interface ListedTab {
  /** Digest of the tab's id, which is also its id as a member of rooms. */
  id: string
  /** Id of the user who was seen last; null for a guest. */
  user: string | number | null
  /** Digest of the id of the browser session; null without one. */
  session: string | null
  /** File of the page. */
  page: string
  /** Name of the page's route. The URL is omitted, since it may contain tokens. */
  route: string
  /** Whether it has a socket. */
  connected: boolean
  /** Events that run or wait, background events included. */
  running: number
  /** Milliseconds since it was last used. */
  idle: number
  /** Host and process id of the process that owns it, `web-1:4711`. */
  process: string
}

/** A result from which processes may be missing. */
export interface Heard {
  /** Host and process id of the processes that did not answer within two seconds, or failed. */
  unanswered: string[]
}

/** A page of the tabs of all processes. */
export interface TabList extends Heard {
  /** By id. */
  tabs: ListedTab[]
  /** `after` of the next list; undefined after the last one. */
  next: string | undefined
}

/** How many tabs there are. */
export interface TabCount extends Heard {
  /** Tabs of all processes, including those whose browser is disconnected for a moment. */
  tabs: number
  /** Tabs with a socket. */
  connected: number
  /** The same by process. */
  processes: { process: string; tabs: number; connected: number }[]
}

/** Options of `reflex.tabs.kick()`. */
export interface KickOptions {
  /**
   * Message for the page, up to 123 bytes. By default, the page shows that the connection was
   * ended.
   */
  message?: string
}

/** What `reflex.tabs.kick()` has done. */
export interface Kicked extends Heard {
  /** Number of tabs that were ended. */
  tabs: number
}

/** Operations on the tabs of all processes. */
export class TabCalls {
  #calls: ProcessCalls

  constructor(calls: ProcessCalls) {
    this.#calls = calls
  }

  /**
   * Lists tabs of all processes, one page at a time.
   *
   * @param target - which tabs; all if omitted
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
   * Counts tabs.
   *
   * @param target - which tabs; all if omitted
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
   * Ends tabs: their sockets are closed, their state is dropped, waiting events do not run, and
   * running ones no longer have any effect. The page shows a message, and the visitor can load it
   * again with the same session, so sign users out or block them first.
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
