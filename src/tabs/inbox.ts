/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Visitor } from '../bridge/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import type { PageRegistry } from '../pages/main.ts'
import type { EventError, EventFrame, FeatureFrame, NavigateFrame } from '../protocol/main.ts'
import { codeAndHelp, toEventError } from './event_error.ts'
import type { TurnOptions } from './event_queue.ts'
import type { EventRunner } from './event_runner.ts'
import { E_FEATURE_UNKNOWN, E_QUEUE_FULL } from './exceptions.ts'
import { hostnameOf } from './hostname.ts'
import type { Navigator } from './navigator.ts'
import type { Tab } from './tab.ts'
import type { Turns } from './turns.ts'

export interface InboxOptions {
  runner: EventRunner
  navigator: Navigator
  turns: Turns
  pages: PageRegistry
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  /** Events of a tab that may wait. */
  queueLength: number
  development: boolean
}

/**
 * Takes what the sockets of tabs send after their hello.
 */
export class Inbox {
  #options: InboxOptions

  constructor(options: InboxOptions) {
    this.#options = options
  }

  /**
   * Takes an event or a navigation of a tab. One that was taken before is not run again, and one of a
   * socket that another one has replaced is not taken.
   *
   * @param visitor - of the socket
   */
  receive(tab: Tab, frame: EventFrame | NavigateFrame, visitor: Visitor): void {
    if (visitor !== tab.visitor) return
    if (frame.n !== undefined) tab.outbox.acknowledge(frame.n)
    if (frame.id <= tab.lastEvent || tab.draining || tab.ended) return
    tab.lastEvent = frame.id
    tab.touch()
    tab.parts.received(frame)
    const { queueLength, runner, navigator, turns } = this.#options
    if (tab.queue.length >= queueLength) {
      this.refuse(tab, frame.id, new E_QUEUE_FULL([queueLength]))
      return
    }
    const turn = async () => {
      tab.acting = visitor
      try {
        if (frame.t === 'event') await runner.run(tab, frame, visitor)
        else await navigator.run(tab, frame, visitor)
      } catch (error) {
        this.#answerFailure(tab, frame.id, error)
      }
      tab.acting = undefined
    }
    turns.add(tab, turn, this.#asked(tab, frame.id))
  }

  /** Those of the ids of events that nobody works on: no answer to them will come. */
  lost(tab: Tab, ids: readonly number[]): number[] {
    // Answers that wait for the store are still to leave
    if (tab.draining || !tab.outbox.settled) return []
    return ids.filter((id) => !tab.worksOn(id))
  }

  /**
   * Answers an event that will not run, in its place in the order.
   */
  refuse(tab: Tab, id: number, error: unknown): void {
    if (tab.draining || tab.ended) return
    tab.lastEvent = Math.max(tab.lastEvent, id)
    const answer = { id, x: this.#refusal(tab, error) }
    this.#options.turns.add(tab, async () => tab.answer(answer), this.#asked(tab, id))
  }

  /** What the tab's socket has asked for and does not run yet will not run. */
  forget(tab: Tab, visitor: Visitor): void {
    if (visitor === tab.visitor) tab.queue.forgetAsked()
  }

  /** Says which page an address leads to. */
  prefetch(tab: Tab, url: string, visitor: Visitor): void {
    const host = hostnameOf(visitor.headers.host)
    const path = url.split(/[?#]/, 1)[0]
    const page = this.#options.pages.match(path, host)?.definition.id ?? null
    tab.outbox.send({ t: 'prefetch', url, page })
  }

  /**
   * The browser's side of a feature tells something. It is lost where the tab is about to go, as it
   * would be with a connection.
   *
   * @throws E_FEATURE_UNKNOWN; what the feature finds wrong with it
   */
  told(tab: Tab, { f: name, m: data }: FeatureFrame, visitor: Visitor): void {
    if (visitor !== tab.visitor || tab.draining || tab.ended) return
    if (!tab.parts.told(name, data)) throw new E_FEATURE_UNKNOWN([name.slice(0, 40)])
  }

  /** A turn that the browser asks for again, should it be forgotten. */
  #asked(tab: Tab, id: number): TurnOptions {
    const dropped = () => (tab.lastEvent = Math.min(tab.lastEvent, id - 1))
    return { asked: true, dropped }
  }

  /** What the runners have not made an answer of is one all the same. */
  #answerFailure(tab: Tab, id: number, error: unknown): void {
    tab.releaseRooms()
    this.#options.refusals.error({ err: error, tab: tab.id }, 'an event failed without an answer')
    if (tab.answered < id) tab.answer({ id, x: toEventError(error, { development: false }) })
  }

  #refusal(tab: Tab, error: unknown): EventError {
    const { refusals, development } = this.#options
    const x = toEventError(error, { development })
    refusals.warn({ ...codeAndHelp(error), tab: tab.id }, 'event refused: %s', x.message)
    return x
  }
}
