/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { SocketTab } from '../helpers/socket_tab.ts'
import { HANG, Violation } from './fuzz_server.ts'
import type { FuzzServer } from './fuzz_server.ts'
import { Visitor } from './visitor.ts'

/** Milliseconds between two calls, well within what a connection may send. */
const PAUSE = 20

/**
 * A well-behaved client beside the attack: calls an event again and again, and must get each
 * answer, in order.
 */
export class Bystander {
  #tab: SocketTab
  #answered = 0
  #stopped = false
  #failure: Violation | undefined
  #run: Promise<void>

  private constructor(tab: SocketTab) {
    this.#tab = tab
    this.#run = this.#call().catch((error: unknown) => {
      if (!this.#stopped) this.#failure ??= new Violation(`The bystander: ${String(error)}`)
    })
  }

  static async start(server: FuzzServer): Promise<Bystander> {
    const tab = await new Visitor(server).open('/')
    return new Bystander(tab)
  }

  /** Calls that were answered. */
  get answered(): number {
    return this.#answered
  }

  /**
   * @throws Violation when a call was not answered, or with anything but the right answer
   */
  assertServed(): void {
    if (this.#failure) throw this.#failure
  }

  /** Waits until a call was answered that was made after this. */
  async served(): Promise<void> {
    const wanted = this.#answered + 2
    const end = performance.now() + HANG
    while (this.#answered < wanted) {
      this.assertServed()
      if (performance.now() > end) throw new Violation('The bystander gets no answers')
      await setTimeout(5)
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#tab.socket.terminate()
    await this.#run
  }

  async #call(): Promise<void> {
    const closed = this.#tab.closed().then((code) => {
      throw new Error(`its socket was closed with ${code}`)
    })
    closed.catch(() => {})
    while (!this.#stopped) {
      const { d, x } = await Promise.race([this.#tab.call('CounterState', 'increment'), closed])
      const expected = JSON.stringify({ CounterState: [[0, ['count'], this.#answered + 1]] })
      if (x || JSON.stringify(d) !== expected) {
        throw new Error(`got ${JSON.stringify(x ?? d)} instead of ${expected}`)
      }
      this.#answered++
      this.#tab.frames.length = 0
      await setTimeout(PAUSE)
    }
  }
}
