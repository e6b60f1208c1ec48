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
  | { type: 'ask'; record: string; from: string }
  | { type: 'working'; record: string }
  | { type: 'done'; record: string }

interface Waiting {
  working(): void
  done(): void
}

/** Ends this process' work on a record; one that it does not have needs nothing. */
export type LetGo = (record: string) => Promise<void>

/**
 * Asks the process that has a record to let go of it. A process that is gone does not answer; then
 * the fence of the next claim keeps it from writing, should it come back.
 */
export class Handover {
  #process: string
  #bus: NewsBus
  #owners: LetGo[] = []
  #waiting = new Map<string, Waiting>()

  /**
   * @param process - id of this process
   */
  constructor(process: string, bus: NewsBus) {
    this.#process = process
    this.#bus = bus
  }

  /** Adds somebody who has records. */
  add(letGo: LetGo): void {
    this.#owners.push(letGo)
  }

  async listen(): Promise<void> {
    await this.#bus.subscribe<Message>(`process:${this.#process}`, async (message) => {
      if (message.type === 'working') this.#waiting.get(message.record)?.working()
      else if (message.type === 'done') this.#waiting.get(message.record)?.done()
      else await this.#answer(message)
    })
  }

  /** Resolves when the owner has let go of the record, or is gone. */
  ask(owner: string, record: string): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#waiting.delete(record)
        resolve()
      }
      let timer = setTimeout(done, SILENCE)
      const working = () => {
        clearTimeout(timer)
        timer = setTimeout(done, PATIENCE)
      }
      this.#waiting.set(record, { working, done })
      void this.#send(owner, { type: 'ask', record, from: this.#process })
    })
  }

  async #answer({ record, from }: { record: string; from: string }): Promise<void> {
    await this.#send(from, { type: 'working', record })
    await Promise.all(this.#owners.map((letGo) => letGo(record)))
    await this.#send(from, { type: 'done', record })
  }

  #send(process: string, message: Message): Promise<void> {
    return this.#bus.publish(`process:${process}`, message)
  }
}
