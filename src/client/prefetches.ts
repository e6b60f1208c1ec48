/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PrefetchAnswerFrame } from '../protocol/main.ts'
import type { Environment } from './environment.ts'

type Clock = Pick<Environment, 'setTimeout' | 'clearTimeout'>

/** Milliseconds after which an answer is not waited for any more. */
const LIMIT = 10_000

/**
 * Which page the addresses of links belong to, as far as the server was asked.
 */
export class Prefetches {
  #ask: (url: string) => void
  #clock: Clock
  #waiting = new Map<string, PromiseWithResolvers<string | null>>()
  #known = new Map<string, string | null>()

  constructor(ask: (url: string) => void, clock: Clock) {
    this.#ask = ask
    this.#clock = clock
  }

  known(url: string): string | null {
    return this.#known.get(url) ?? null
  }

  ask(url: string): Promise<string | null> {
    const known = this.#known.get(url)
    if (known !== undefined) return Promise.resolve(known)
    let waiting = this.#waiting.get(url)
    if (!waiting) {
      this.#waiting.set(url, (waiting = Promise.withResolvers()))
      const timer = this.#clock.setTimeout(() => this.#settle(url, null), LIMIT)
      void waiting.promise.then(() => this.#clock.clearTimeout(timer))
      this.#ask(url)
    }
    return waiting.promise
  }

  answer({ url, page }: PrefetchAnswerFrame): void {
    this.#known.set(url, page)
    this.#settle(url, page)
  }

  disconnected(): void {
    for (const url of [...this.#waiting.keys()]) this.#settle(url, null)
  }

  #settle(url: string, page: string | null): void {
    this.#waiting.get(url)?.resolve(page)
    this.#waiting.delete(url)
  }
}
