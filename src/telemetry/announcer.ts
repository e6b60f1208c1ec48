/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventOutcome } from './metrics.ts'

/** The message of `reflex:tab_opened`. */
export interface TabOpened {
  /** Id of the tab, as in log lines. */
  tab: string
  /** Path and query string of its page. */
  url: string
  /** Id of its user; undefined for a guest. */
  user?: string | number
  /** Whether the tab was open before, here or in another process, and the browser has come back to it. */
  resumed: boolean
}

/**
 * Why a process no longer has a tab: its time is over (`ended`), the store keeps it for a browser that is away
 * (`stored`), another process has it (`moved`), the store could not be reached (`failed`), or the process ends
 * (`stopped`).
 */
export type TabClosing = 'ended' | 'stored' | 'moved' | 'failed' | 'stopped'

/** The message of `reflex:tab_closed`. */
export interface TabClosed {
  /** Id of the tab, as in log lines. */
  tab: string
  /** Id of its user; undefined for a guest. */
  user?: string | number
  reason: TabClosing
  /** Milliseconds for which this process had it open. */
  duration: number
}

/** The message of `reflex:event_completed`. */
export interface EventCompleted {
  /** Id of the tab, as in log lines. */
  tab: string
  /** Id of its user; undefined for a guest. */
  user?: string | number
  /** Id of the state. */
  state: string
  /** Name of the event. */
  event: string
  /** Over the socket, as a background event, or by a form over HTTP. */
  kind: 'event' | 'background' | 'form'
  /** `refused` if its caller may be to blame (a status below 500). */
  outcome: EventOutcome
  /** Code of its failure, as the browser is told. */
  code?: string
  /** Milliseconds, without the time for which it has waited for its turn. */
  duration: number
}

/** The events that the package emits with the emitter of AdonisJS, by name. */
export interface ReflexEvents {
  /** A tab of a browser is open in this process. */
  'reflex:tab_opened': TabOpened
  /** This process no longer has the tab. */
  'reflex:tab_closed': TabClosed
  /** An event of a state is over, whatever has come of it. */
  'reflex:event_completed': EventCompleted
}

/** What is used of the emitter of AdonisJS. */
export interface AnnouncingEmitter {
  hasListeners(event: keyof ReflexEvents): boolean
  emit<Name extends keyof ReflexEvents>(event: Name, data: ReflexEvents[Name]): Promise<void>
}

/**
 * Emits events for the application. Without a listener, it costs a look at the emitter. Nobody waits for the listeners,
 * and those that fail change nothing.
 */
export class Announcer {
  #emitter: AnnouncingEmitter
  #failed: (error: unknown, event: keyof ReflexEvents) => void

  /** @param failed - hears of what listeners throw */
  constructor(
    emitter: AnnouncingEmitter,
    failed: (error: unknown, event: keyof ReflexEvents) => void
  ) {
    this.#emitter = emitter
    this.#failed = failed
  }

  /** Whether an event has listeners. */
  hears(name: keyof ReflexEvents): boolean {
    return this.#emitter.hasListeners(name)
  }

  /** @param describe - makes the message of an event that has listeners */
  tell<Name extends keyof ReflexEvents>(name: Name, describe: () => ReflexEvents[Name]): void {
    if (this.hears(name)) void this.#emit(name, describe())
  }

  async #emit<Name extends keyof ReflexEvents>(name: Name, data: ReflexEvents[Name]) {
    try {
      await this.#emitter.emit(name, data)
    } catch (error) {
      this.#failed(error, name)
    }
  }
}
