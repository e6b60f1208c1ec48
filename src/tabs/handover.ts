/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { NewsBus } from '../bus/main.ts'

/** Milliseconds until an owner that says nothing counts as gone. */
const SILENCE = 500

/** Milliseconds that an owner may take to end what runs. */
const PATIENCE = 10_000

type Message =
  | { type: 'ask'; tab: string; from: string }
  | { type: 'working'; tab: string }
  | { type: 'done'; tab: string }

interface Waiting {
  working(): void
  done(): void
}

/**
 * Asks the process that has a tab to let go of it. A process that is gone does not answer; then
 * the fence of the next claim keeps it from writing, should it come back.
 */
export class Handover {
  #process: string
  #bus: NewsBus
  #letGo: (tab: string) => Promise<void>
  #waiting = new Map<string, Waiting>()

  /**
   * @param letGo - ends this process' work on a tab
   */
  constructor(process: string, bus: NewsBus, letGo: (tab: string) => Promise<void>) {
    this.#process = process
    this.#bus = bus
    this.#letGo = letGo
  }

  async listen(): Promise<void> {
    await this.#bus.subscribe<Message>(`process:${this.#process}`, async (message) => {
      if (message.type === 'working') this.#waiting.get(message.tab)?.working()
      else if (message.type === 'done') this.#waiting.get(message.tab)?.done()
      else await this.#answer(message)
    })
  }

  /** Resolves when the owner has let go of the tab, or is gone. */
  ask(owner: string, tab: string): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#waiting.delete(tab)
        resolve()
      }
      let timer = setTimeout(done, SILENCE)
      const working = () => {
        clearTimeout(timer)
        timer = setTimeout(done, PATIENCE)
      }
      this.#waiting.set(tab, { working, done })
      void this.#tell(owner, { type: 'ask', tab, from: this.#process })
    })
  }

  async #answer({ tab, from }: { tab: string; from: string }): Promise<void> {
    await this.#tell(from, { type: 'working', tab })
    await this.#letGo(tab)
    await this.#tell(from, { type: 'done', tab })
  }

  #tell(process: string, message: Message): Promise<void> {
    return this.#bus.publish(`process:${process}`, message)
  }
}
