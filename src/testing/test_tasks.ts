/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LONGEST_TIMER } from '../protocol/main.ts'
import type { UpdateFrame } from '../protocol/main.ts'
import { BACKGROUND, TaskRunner, tasksOf } from '../features/background/main.ts'
import type { BegunEvent } from '../features/background/main.ts'
import { Turns } from '../tabs/main.ts'
import type { Tab } from '../tabs/main.ts'
import type { Harness } from './harness.ts'

/**
 * The background events of an event request, by the class that runs them for a socket. They take
 * turns with its other events.
 */
export class TestTasks {
  #tab: Tab
  #turns = new Turns({ lasting: false, save: async () => {} })
  #runner: TaskRunner
  #waiting = new Map<number, (end: UpdateFrame) => void>()

  /**
   * @param received - gets the frames that background events send
   */
  constructor({ reflex }: Harness, tab: Tab, received: (frame: UpdateFrame) => void) {
    this.#tab = tab
    const send = (text: string) => {
      const frame = JSON.parse(text) as UpdateFrame
      received(frame)
      if (frame.e !== undefined) this.#waiting.get(frame.e)?.(frame)
    }
    this.#tab.outbox.attach({ open: true, send, close: () => {} })
    this.#runner = new TaskRunner({
      registry: reflex.states,
      transactions: reflex.transactions,
      turns: this.#turns,
      // Its failure is the test's to tell
      report: async () => {},
      limit: Infinity,
      cancelAfter: LONGEST_TIMER,
      development: true,
    })
    tab.parts.add(BACKGROUND, () => this.#runner.attach(tab))
  }

  /** Runs work when no other event has its turn. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    return (await this.#turns.run(this.#tab, work))!.value
  }

  /**
   * Makes an event a background event, in its turn.
   *
   * @returns the frame that ends it
   */
  start(id: number, begun: BegunEvent): Promise<UpdateFrame> {
    const { promise, resolve } = Promise.withResolvers<UpdateFrame>()
    this.#waiting.set(id, resolve)
    this.#runner.start(this.#tab, id, begun)
    return promise
  }

  /** Asks the background events of a name to end. */
  cancel(state: string, event: string): void {
    tasksOf(this.#tab).cancel(state, event)
  }

  /** What runs still may change nothing any more. */
  end(): void {
    tasksOf(this.#tab).disowned('its test has ended')
  }
}
