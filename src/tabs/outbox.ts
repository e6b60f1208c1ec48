/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ServerFrame, UpdateFrame } from '../protocol/main.ts'
import { PastAnswers } from './past_answers.ts'
import type { PackedAnswers } from './past_answers.ts'

/** What carries frames to the browser. */
export interface Link {
  /** Frames may still be sent. */
  readonly open: boolean
  send(text: string): void
  close(code: number, reason: string): void
  /** Whether the browser at the other end still answers. */
  answers?(): Promise<boolean>
}

/** A frame that the browser may not have yet. */
export interface KeptFrame {
  n: number
  text: string
  /** It waits for no write. */
  early?: true
  /** It answers an event with more than patches, or has done so for somebody who had the tab before. */
  answers?: true | 'disowned'
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
  #kept: KeptFrame[] = []
  /** Of frames that are kept no longer. */
  readonly past = new PastAnswers()
  #size = 0
  #number = 0
  /** Frames wait until their tab is stored. */
  #held: boolean
  /** Number of the last frame that may be sent. */
  #released = 0
  /** Number of the last frame of the process that had the tab before. */
  #inherited = 0
  /** The browser has heard of this process since it has the tab. */
  #confirmed = true
  /** Hears of each frame that is pushed. */
  heard: ((frame: Omit<UpdateFrame, 'n'>) => void) | undefined

  /**
   * @param held - frames are sent by `release` only
   */
  constructor(limits: OutboxLimits, { held = false }: { held?: boolean } = {}) {
    this.#limits = limits
    this.#held = held
  }

  /** Number of the last frame. */
  get number(): number {
    return this.#number
  }

  /** Whether no frame waits for its tab to be stored. */
  get settled(): boolean {
    return this.#released === this.#number
  }

  /** Frames that the browser may not have yet. */
  get kept(): readonly KeptFrame[] {
    return this.#kept
  }

  /** Goes on where another process has stopped. */
  restore(number: number, kept: readonly KeptFrame[], past?: PackedAnswers): void {
    if (past) this.past.restore(past)
    this.#number = number
    this.#released = number
    this.#inherited = number
    this.#confirmed = false
    this.#kept = [...kept]
    for (const { text } of kept) this.#size += text.length
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

  /**
   * Numbers a frame and sends it, or holds it until its tab is stored.
   *
   * @param early - it answers nothing, and says what a running event has done so far, which is not
   *   stored, or what has become of a room, which is stored already
   */
  push(frame: Omit<UpdateFrame, 'n'>, early = false): void {
    this.heard?.(frame)
    const n = ++this.#number
    const text = JSON.stringify({ n, ...frame })
    const waits = this.#held && !early
    this.#kept.push({
      n,
      text,
      ...(!waits && { early: true }),
      ...(PastAnswers.has(frame) && { answers: true }),
    })
    this.#size += text.length
    if (!waits && this.#released === n - 1) this.release(n)
  }

  /**
   * Frames up to this one may be sent, since their tab is stored, and those after it that wait for
   * nothing.
   */
  release(n: number): void {
    for (let index = this.#kept.length - (this.#number - this.#released); ; index++) {
      const frame = this.#kept[index]
      if (!frame || (frame.n > n && !frame.early)) break
      this.#link?.send(frame.text)
      n = Math.max(n, frame.n)
    }
    this.#released = Math.max(this.#released, n)
    this.#trim()
  }

  /** Sends a frame that has no number and is not kept. */
  send(frame: ServerFrame): void {
    this.#link?.send(JSON.stringify(frame))
  }

  /** The browser has heard of this process, so the numbers that it names are this process'. */
  confirm(): void {
    this.#confirmed = true
  }

  /** The browser has applied all frames up to this one. */
  acknowledge(n: number): void {
    if (n > this.#inherited) this.#confirmed = true
    while (this.#kept.length > 0 && this.#kept[0].n <= n) {
      this.#size -= this.#kept.shift()!.text.length
    }
    this.past.acknowledge(n)
  }

  /** Whether the frames after the given one are all still there. */
  reaches(n: number): boolean {
    if (n > this.#number) return false
    // The browser has frames that were never stored: other ones have their numbers now
    if (!this.#confirmed && n > this.#inherited) return false
    return n === this.#number || (this.#kept.length > 0 && this.#kept[0].n <= n + 1)
  }

  /**
   * Whether one of the frames after the given one tells the browser another address of its page, so
   * that it shows an older one until it has them.
   */
  movesAfter(n: number): boolean {
    if (!this.reaches(n)) return false
    return this.#kept.some(
      (frame) => frame.n > n && (JSON.parse(frame.text) as UpdateFrame).u !== undefined
    )
  }

  /** Sends the frames after the given one again. */
  resend(n: number): void {
    for (const frame of this.#kept) {
      if (frame.n > n && frame.n <= this.#released) this.#link?.send(frame.text)
    }
  }

  /**
   * Forgets all frames: a snapshot takes their place. It has a number of its own, by which a process that has
   * taken the tab up without it knows that the browser has something else than is stored.
   */
  restart(): void {
    this.#number++
    this.clear()
  }

  /**
   * Somebody else has the tab from now on. What was answered so far is not for them, where something takes
   * the place of its frames.
   */
  disown(): void {
    this.past.disown()
    this.#kept = this.#kept.map((frame) =>
      frame.answers ? { ...frame, answers: 'disowned' } : frame
    )
  }

  /** Forgets all frames: a document takes their place. */
  clear(): void {
    while (this.#kept.length > 0) this.#forget()
    this.#released = this.#number
  }

  /** Forgets the oldest frames when there are too many. Those that were never sent stay. */
  #trim(): void {
    const { frames, size } = this.#limits
    while (this.#kept.length > frames || this.#size > size) {
      if (this.#kept[0].n > this.#released) return
      this.#forget()
    }
  }

  /** Forgets the oldest frame, and not what it has answered. */
  #forget(): void {
    const { text, answers } = this.#kept.shift()!
    this.#size -= text.length
    if (answers) this.past.add(text, answers === 'disowned')
  }
}
