/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir, readFile } from 'node:fs/promises'
import type { Logger } from '@adonisjs/core/logger'

/** Milliseconds between two looks. */
const INTERVAL = 10_000

/** Parts of the limit at which the log says so, and below which it is well again. */
const SCARCE = 0.9
const ENOUGH = 0.8

/** Milliseconds after which what goes on is said again. */
const PAUSE = 600_000

/** What the watch asks the system. */
export interface DescriptorCounts {
  /** Open files and sockets. */
  open(): Promise<number>
  /** How many there may be; undefined where that is not known. */
  limit(): Promise<number | undefined>
}

/** Of Linux, as no other system says it without a program. */
const OWN: DescriptorCounts = {
  // One of them is the look itself
  open: async () => {
    const names = await readdir('/proc/self/fd')
    return names.length - 1
  },
  limit: async () => {
    const limits = await readFile('/proc/self/limits', 'utf8')
    const [, soft] = /^Max open files\s+(\d+)/m.exec(limits) ?? []
    return soft === undefined ? undefined : Number(soft)
  },
}

/**
 * Says in the log when the process is about to run out of file descriptors, or has. Node tells nobody of a
 * connection that it cannot accept for want of one: it closes it, and its visitor sees a reset.
 */
export class DescriptorWatch {
  #logger: Logger
  #counts: DescriptorCounts
  #now: () => number
  #timer: NodeJS.Timeout | undefined
  #limit: Promise<number | undefined> | undefined
  #toldAt = -Infinity

  constructor(logger: Logger, counts = OWN, now = () => performance.now()) {
    this.#logger = logger
    this.#counts = counts
    this.#now = now
  }

  start(): void {
    if (process.platform !== 'linux') return
    this.#timer ??= setInterval(() => void this.look(), INTERVAL).unref()
    // Later there may be no descriptor to read it with
    this.#limit ??= this.#counts.limit().catch(() => undefined)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Looks how many there are. It never throws. */
  async look(): Promise<void> {
    const limit = await (this.#limit ??= this.#counts.limit().catch(() => undefined))
    try {
      const open = await this.#counts.open()
      if (limit === undefined) return
      if (open >= limit * SCARCE) this.#warn({ open, limit }, 'file descriptors run out')
      else if (open < limit * ENOUGH) this.#toldAt = -Infinity
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EMFILE' && code !== 'ENFILE') return
      this.#warn({ cause: code, limit }, 'no file descriptor is left')
    }
  }

  #warn(fields: object, what: string): void {
    const now = this.#now()
    if (now - this.#toldAt < PAUSE) return
    this.#toldAt = now
    this.#logger.warn(
      fields,
      '%s: connections of visitors are reset, and files do not open. Raise the limit (LimitNOFILE of systemd, ulimit -n)',
      what
    )
  }
}
