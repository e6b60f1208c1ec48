/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { rx, State } from 'reflex-adonis'

/** Counts in the background, without a request. */
export default class CountState extends State {
  static override bridge = 'none' as const

  @rx.var() count = 0
  @rx.var() running = false
  @rx.var() tidied = 0
  @rx.var() lost: string[] = []
  /** Which process ran the last update. */
  @rx.var() process = 0

  @rx.event({ background: true }) async climb(to: number, milliseconds: number) {
    await this.$update(() => {
      this.running = true
      this.count = 0
    })
    try {
      for (let number = 1; number <= to; number++) {
        await setTimeout(milliseconds, undefined, { signal: this.$signal })
        await this.$update(() => {
          this.count = number
          this.process = process.pid
        })
      }
      return to
    } finally {
      await this.$update(() => {
        this.running = false
        this.tidied++
      })
    }
  }

  /** Heeds nobody who asks it to end. */
  @rx.event({ background: true }) async linger(milliseconds: number) {
    await this.$update(() => {
      this.running = true
      this.count++
    })
    try {
      await setTimeout(milliseconds)
    } finally {
      await this.$update(() => {
        this.running = false
        this.tidied++
      })
    }
  }

  @rx.event() fail(what: null | undefined) {
    return Promise.reject(what as unknown as Error)
  }

  @rx.event({ background: true }) async failLater(what: null | undefined) {
    await this.fail(what)
  }

  @rx.event() note() {
    return this.count
  }

  @rx.event() stop() {
    this.$cancel('climb')
  }

  override $interrupted(event: string) {
    this.running = false
    this.lost.push(event)
  }
}
