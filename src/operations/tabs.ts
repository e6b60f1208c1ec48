/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateRegistry } from '../state/main.ts'
import type { EventRunner, TabRegistry, TabService, Turns } from '../tabs/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import { TabCalls } from './tab_calls.ts'
import type { ListOptions } from './list_page.ts'
import type { Kicked, KickOptions, TabCount, TabList } from './tab_calls.ts'
import { LocalBroadcasts } from './local_broadcasts.ts'
import { LocalTabs } from './local_tabs.ts'
import type { ProcessCalls } from './process_calls.ts'
import type { TabTarget } from './tab_target.ts'

export interface TabsOptions {
  /** The tabs of this process. */
  local: TabService
  calls: ProcessCalls
  states: StateRegistry
  runner: EventRunner
  turns: Turns
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
}

/** The tabs of this process, and the operations on those of all processes. */
export class Tabs {
  /** The tabs of this process, for internal use. It may change in any version. */
  readonly local: TabService
  #calls: TabCalls

  constructor(options: TabsOptions) {
    this.#calls = new TabCalls(options.calls)
    const { local, states, runner, turns, refusals } = options
    this.local = local
    const tabs = new LocalTabs(local.registry, states)
    tabs.serve(options.calls)
    new LocalBroadcasts({ tabs, states, runner, turns, refusals }).serve(options.calls)
  }

  /** The tabs of this process by id. */
  get registry(): TabRegistry {
    return this.local.registry
  }

  /**
   * Lists tabs of all processes, one page at a time.
   *
   * @param target - which tabs; all if omitted
   * @throws E_TARGET
   */
  list(target?: TabTarget | 'everyone', options?: ListOptions): Promise<TabList> {
    return this.#calls.list(target, options)
  }

  /**
   * Counts the tabs of all processes.
   *
   * @param target - which tabs; all if omitted
   * @throws E_TARGET
   */
  count(target?: TabTarget | 'everyone'): Promise<TabCount> {
    return this.#calls.count(target)
  }

  /**
   * Ends tabs in all processes, with everything that runs for them. The page shows a message, and
   * the visitor can load it again with the same session, so sign users out or block them first.
   *
   * @throws E_TARGET when the target names no tab; E_KICK_MESSAGE
   */
  kick(target: TabTarget | 'everyone', options?: KickOptions): Promise<Kicked> {
    return this.#calls.kick(target, options)
  }
}
