/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ServerFrame, UpdateFrame } from '../protocol/main.ts'

/** What carries frames to the browser. */
export interface Link {
  send(text: string): void
  close(code: number, reason: string): void
}

interface Sent {
  n: number
  text: string
}

export interface OutboxLimits {
  /** How many unacknowledged frames are kept. */
  frames: number
  /** How many characters of them. */
  size: number
}

/**
 * Numbers the frames of a tab, sends them when there is a socket, and keeps them until the
 * browser has them, so that a new socket can go on where the last one broke.
 */
export class Outbox {
  #limits: OutboxLimits
  #link: Link | undefined
  #kept: Sent[] = []
  #size = 0
  #number = 0

  constructor(limits: OutboxLimits) {
    this.#limits = limits
  }

  /** Number of the last frame. */
  get number(): number {
    return this.#number
  }

  get link(): Link | undefined {
    return this.#link
  }

  attach(link: Link): void {
    this.#link = link
  }

  detach(link: Link): void {
    if (this.#link === link) this.#link = undefined
  }

  /** Numbers a frame and sends it. */
  push(frame: Omit<UpdateFrame, 'n'>): void {
    const n = ++this.#number
    const text = JSON.stringify({ n, ...frame })
    this.#kept.push({ n, text })
    this.#size += text.length
    while (this.#kept.length > this.#limits.frames || this.#size > this.#limits.size) {
      this.#size -= this.#kept.shift()!.text.length
    }
    this.#link?.send(text)
  }

  /** Sends a frame that has no number and is not kept. */
  send(frame: ServerFrame): void {
    this.#link?.send(JSON.stringify(frame))
  }

  /** The browser has applied all frames up to this one. */
  acknowledge(n: number): void {
    while (this.#kept.length > 0 && this.#kept[0].n <= n) {
      this.#size -= this.#kept.shift()!.text.length
    }
  }

  /** Whether the frames after the given one are all still there. */
  reaches(n: number): boolean {
    if (n > this.#number) return false
    return n === this.#number || (this.#kept.length > 0 && this.#kept[0].n <= n + 1)
  }

  /** Sends the frames after the given one again. */
  resend(n: number): void {
    for (const frame of this.#kept) if (frame.n > n) this.#link?.send(frame.text)
  }

  /** Forgets all frames: a snapshot takes their place. */
  clear(): void {
    this.#kept.length = 0
    this.#size = 0
  }
}
