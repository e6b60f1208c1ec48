/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { rx, State } from 'reflex-adonis'

/** Notes numbers, so that each one that is lost, doubled or out of its place is seen. */
export default class LedgerState extends State {
  static override bridge = 'none' as const

  @rx.var() last = 0
  /** Which process ran the last event. */
  @rx.var() process = 0
  private entries: number[] = []
  private seen = new Map<string, Date>()

  @rx.event() note(number: number) {
    this.entries.push(number)
    this.seen.set(String(number), new Date())
    this.last = number
    this.process = process.pid
    return number
  }

  @rx.event() async noteSlowly(number: number, milliseconds: number) {
    await setTimeout(milliseconds)
    return this.note(number)
  }

  @rx.event() async *climb(to: number, milliseconds: number) {
    for (let number = 1; number <= to; number++) {
      this.note(number)
      yield
      await setTimeout(milliseconds)
    }
    return to
  }

  @rx.event() list() {
    return { entries: [...this.entries], seen: this.seen.size }
  }

  @rx.event() spoil() {
    ;(this as unknown as { entries: unknown }).entries = [new (class Account {})()]
  }
}
