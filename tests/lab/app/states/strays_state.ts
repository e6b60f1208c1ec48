/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout as wait } from 'node:timers/promises'
import { State, rx } from 'reflex-adonis'

async function fail(what: string): Promise<never> {
  await wait(1)
  throw new Error(`strayed: ${what}`)
}

/** Does not await what it begins where a page is loaded or drawn. */
export class StraysState extends State {
  @rx.var() count = 0
  @rx.var() computes = false

  @rx.var() get doubled() {
    if (this.computes) void fail('computed')
    return this.count * 2
  }

  /** As `onLoad` of the page. */
  @rx.event() load() {
    void fail('load')
    void wait(1).then(() => this.count++)
  }

  @rx.event() compute() {
    this.computes = true
  }

  @rx.event() read() {
    return this.count
  }
}

/** Does not await what it begins where tabs come and go. */
export class CrowdState extends State {
  static override scope = 'shared' as const

  static override async room() {
    void fail('room')
    return 'all'
  }

  @rx.var() lines: string[] = []

  $joined() {
    void fail('joined')
    void wait(1).then(() => (this.lines = ['late']))
  }

  $left() {
    void fail('left')
  }
}
