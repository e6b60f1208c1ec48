/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PrefetchAnswerFrame } from '../protocol/main.ts'

/**
 * Which page the addresses of links belong to, as far as the server was asked.
 */
export class Prefetches {
  #ask: (url: string) => void
  #waiting = new Map<string, PromiseWithResolvers<string | null>>()
  #known = new Map<string, string | null>()

  constructor(ask: (url: string) => void) {
    this.#ask = ask
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
      this.#ask(url)
    }
    return waiting.promise
  }

  answer({ url, page }: PrefetchAnswerFrame): void {
    this.#known.set(url, page)
    this.#waiting.get(url)?.resolve(page)
    this.#waiting.delete(url)
  }

  disconnected(): void {
    for (const waiting of this.#waiting.values()) waiting.resolve(null)
    this.#waiting.clear()
  }
}
