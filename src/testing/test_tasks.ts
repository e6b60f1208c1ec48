/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LONGEST_TIMER } from '../protocol/main.ts'
import type { UpdateFrame } from '../protocol/main.ts'
import type { StateTree } from '../state/main.ts'
import { Outbox, Tab, TaskRunner, Turns } from '../tabs/main.ts'
import type { BegunEvent } from '../tabs/main.ts'
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
  constructor({ reflex }: Harness, states: StateTree, received: (frame: UpdateFrame) => void) {
    this.#tab = new Tab('', '', states, new Outbox({ frames: 0, size: 0 }))
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
  }

  /** Runs work when no other event has its turn. */
  async turn<T>(work: () => Promise<T>): Promise<T> {
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
    this.#tab.tasks.cancelEvent(state, event)
  }

  /** What runs still may change nothing any more. */
  end(): void {
    this.#tab.tasks.close('its test has ended')
  }
}
