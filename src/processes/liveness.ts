/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { NewsBus } from '../bus/main.ts'

/** How often a process says that it lives, in milliseconds. */
const BEAT = 1_000

/** Milliseconds without a word after which a process counts as gone. */
const SILENCE = 5_000

const CHANNEL = 'processes'

/** A process says that it lives, and whom it has given up. */
interface Beat {
  process: string
  gone?: string
}

export interface LivenessHandlers {
  /** A process has gone. */
  gone(process: string): void
  /** Another process has taken this one for gone. */
  buried(): void
}

/**
 * Knows which processes live: they tell each other over the bus. One that was never heard of counts
 * as gone like one that has fallen silent, so a restart of everything leaves nobody behind.
 */
export class Liveness {
  #process: string
  #bus: NewsBus
  #handlers: LivenessHandlers
  /** When each process was heard last, in milliseconds of the monotonic clock. */
  #heard = new Map<string, number>()
  #beatAt = performance.now()
  #timer: NodeJS.Timeout | undefined

  /**
   * @param process - id of this process
   */
  constructor(process: string, bus: NewsBus, handlers: LivenessHandlers) {
    this.#process = process
    this.#bus = bus
    this.#handlers = handlers
  }

  /** Says that this process lives, and listens to the others. */
  async listen(): Promise<void> {
    await this.#bus.subscribe<{ process: string; gone?: string }>(CHANNEL, (beat) => {
      this.#heard.set(beat.process, performance.now())
      if (beat.gone === this.#process) this.#handlers.buried()
    })
    this.#start()
    this.#tell({ process: this.#process })
  }

  /** Another process has been named: it is to be heard from now on. */
  expect(process: string): void {
    if (process === this.#process || this.#heard.has(process)) return
    this.#heard.set(process, performance.now())
    this.#start()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#heard.clear()
  }

  #start(): void {
    this.#timer ??= setInterval(() => this.#beat(), BEAT).unref()
  }

  #beat(): void {
    const now = performance.now()
    // Who could not listen has not heard that others are silent
    const wasDeaf = !this.#bus.ready || now - this.#beatAt > SILENCE / 2
    this.#beatAt = now
    this.#tell({ process: this.#process })
    for (const [process, heard] of this.#heard) {
      if (wasDeaf) this.#heard.set(process, now)
      else if (now - heard >= SILENCE) this.#bury(process)
    }
  }

  #bury(process: string): void {
    this.#heard.delete(process)
    this.#tell({ process: this.#process, gone: process })
    this.#handlers.gone(process)
  }

  #tell(beat: Beat): void {
    void this.#bus.publish(CHANNEL, { ...beat })
  }
}
