/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { rx, State } from 'reflex-adonis'

/** One room for all, without requests. */
export default class TallyState extends State {
  static override bridge = 'none' as const
  static override scope = 'shared' as const

  @rx.var() total = 0
  @rx.var() joins = 0
  @rx.var() leaves = 0
  /** Which process ran the last event. */
  @rx.var() process = 0
  private counted = new Map<number, number>()

  $joined() {
    this.joins++
  }

  $left() {
    this.leaves++
  }

  @rx.event() add() {
    this.total++
    this.process = process.pid
    this.counted.set(process.pid, (this.counted.get(process.pid) ?? 0) + 1)
    return this.total
  }

  @rx.event() async addSlowly(milliseconds: number) {
    const { total } = this
    await setTimeout(milliseconds)
    this.total = total + 1
    return this.total
  }

  @rx.event() read() {
    return { total: this.total, processes: this.counted.size, present: this.present }
  }
}
