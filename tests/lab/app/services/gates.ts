/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'

/** Doors that tests open, so that work which takes its time takes exactly as long as they want. */
class Gates {
  #open = new Map<string, number>()
  #waiting = new Map<string, (() => void)[]>()

  /** Lets as many through as are counted, those who come later too. */
  open(name: string, count = 1): void {
    const waiting = this.#waiting.get(name)?.splice(0, count) ?? []
    for (const pass of waiting) pass()
    this.#open.set(name, (this.#open.get(name) ?? 0) + count - waiting.length)
  }

  /**
   * @throws the reason of the signal, once it is aborted
   */
  async pass(name: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const free = this.#open.get(name) ?? 0
    if (free > 0) {
      this.#open.set(name, free - 1)
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve])
    const abort = () => reject(signal!.reason as Error)
    signal?.addEventListener('abort', abort)
    await promise.finally(() => signal?.removeEventListener('abort', abort))
  }

  /** Waits until somebody waits before a door. */
  async reached(name: string): Promise<void> {
    while (this.waiting(name) === 0) await setImmediate()
  }

  /** How many wait before a door. */
  waiting(name: string): number {
    return this.#waiting.get(name)?.length ?? 0
  }

  /** Closes all. Who waits still, waits for ever. */
  reset(): void {
    this.#open.clear()
    this.#waiting.clear()
  }
}

export const gates = new Gates()
