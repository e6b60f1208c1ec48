/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { LimitedLog } from '../logging/main.ts'
import type { Action } from '../protocol/main.ts'
import type { StateRegistry } from '../state/main.ts'
import type { EventRunner, Tab, Turns } from '../tabs/main.ts'
import type { LocalTabs } from './local_tabs.ts'
import type { ProcessCalls } from './process_calls.ts'
import type { WireTarget } from './tab_target.ts'

export type BroadcastRequest = { target: WireTarget; actions: Action[] }

/** Events of broadcasts that run at once in a process: others keep their share of it. */
const CONCURRENCY = 8

type EventAction = Extract<Action, { type: 'event' }>

export interface LocalBroadcastsOptions {
  tabs: LocalTabs
  states: StateRegistry
  runner: EventRunner
  turns: Turns
  refusals: LimitedLog
}

/**
 * Brings broadcasts to the tabs of this process that have a socket.
 */
export class LocalBroadcasts {
  #options: LocalBroadcastsOptions
  #waiting: (() => Promise<void>)[] = []
  #running = 0
  /** Runs events outside of the request that has sent the broadcast. */
  #outside = AsyncLocalStorage.snapshot()

  constructor(options: LocalBroadcastsOptions) {
    this.#options = options
  }

  /** Answers the calls of all processes. */
  serve(calls: ProcessCalls): void {
    calls.handle('broadcast', (request: BroadcastRequest) => this.send(request))
  }

  /**
   * @returns how many tabs are told, or have an event run
   */
  send({ target, actions }: BroadcastRequest): number {
    const tabs = this.#options.tabs.of(target).filter((tab) => tab.connected && !tab.draining)
    const reached = new Set<Tab>()
    for (const action of actions) {
      for (const tab of tabs) {
        if (action.type !== 'event') tab.outbox.push({ a: [action] }, true)
        else if (this.#canRun(tab, action)) this.#add(tab, action)
        else continue
        reached.add(tab)
      }
    }
    return reached.size
  }

  /** Whether the page of a tab could call the event, and does not have to wait for its end. */
  #canRun({ shown }: Tab, { state, event }: EventAction): boolean {
    const found = this.#options.states.get(state)?.events.get(event)
    return found !== undefined && !found.background && shown!.page.reaches(state)
  }

  #add(tab: Tab, action: EventAction): void {
    this.#waiting.push(() => this.#run(tab, action))
    this.#outside(() => this.#next())
  }

  #next(): void {
    while (this.#running < CONCURRENCY) {
      const work = this.#waiting.shift()
      if (!work) return
      this.#running++
      void work().finally(() => {
        this.#running--
        this.#next()
      })
    }
  }

  /** The event waits for its turn in the tab, like those of its page. */
  async #run(tab: Tab, { state, event, args }: EventAction): Promise<void> {
    const { runner, turns, refusals } = this.#options
    try {
      await turns.run(tab, async () => {
        // Whoever has gone meanwhile finds the page as it is by then
        if (!tab.connected || tab.draining) return
        await runner.perform(tab, { s: state, e: event, a: args }, tab.visitor!)
      })
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string }
      refusals.warn({ code, tab: tab.id, state, event }, 'a broadcast event failed: %s', message)
    }
  }
}
