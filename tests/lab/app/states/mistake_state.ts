/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout as wait } from 'node:timers/promises'
import { AppState, rx } from 'reflex-adonis'
import vine from '@vinejs/vine'
import { gates } from '#services/gates'

const boolean = vine.create(vine.boolean())
const number = vine.create(vine.number())
const text = vine.create(vine.string().nullable())
const filter = vine.create(vine.object({ id: vine.number().optional() }).optional())

/** Makes the mistakes that handlers make. */
export default class MistakeState extends AppState {
  @rx.var() count = 0
  @rx.var() list: number[] = [1]
  @rx.var() seen = ''
  @rx.localStorage() density = 'cosy'

  /** Sets a var when its event is over. */
  private async work(milliseconds: number) {
    await wait(milliseconds)
    this.count++
  }

  @rx.event() forget() {
    void this.work(5)
  }

  @rx.event() async *forgetInSteps() {
    void this.work(0)
    this.seen = 'step'
    yield rx.title('A step')
    await wait(5)
    throw new Error('the generator has failed')
  }

  @rx.event() throwLater(what: string) {
    const fail = () => {
      throw new Error(`later: ${what}`)
    }
    if (what === 'timer') setTimeout(fail, 1)
    else if (what === 'tick') process.nextTick(fail)
    else if (what === 'microtask') queueMicrotask(fail)
    else if (what === 'rejection') void wait(1).then(fail)
    else {
      // By count: how often a timer fires within a time depends on what else the machine does
      let left = 50
      const timer = setInterval(() => {
        if (--left === 0) clearInterval(timer)
        fail()
      }, 1)
    }
  }

  @rx.event({ background: true }) async background() {
    void this.work(5)
    await this.$update(() => {
      this.seen = 'background'
    })
  }

  @rx.event() async changeLater() {
    const { list } = this
    void wait(5).then(() => list.push(2))
    void wait(5).then(() => this.list.push(3))
  }

  override $stored() {
    this.seen = `stored ${this.density}`
    return rx.title(this.seen)
  }

  @rx.event() read() {
    return { count: this.count, list: this.list }
  }

  /** A service of its own: nothing of an event. */
  @rx.event(boolean) bool(value: boolean) {
    return { value }
  }

  @rx.event(number) number(value: number) {
    return { value }
  }

  @rx.event(text) text(value: string | null) {
    return { value }
  }

  @rx.event(filter) filter(data?: { id?: number }) {
    return { id: data?.id ?? 'none' }
  }

  /** Puts something into the session when the gate is open. */
  @rx.event() async keep(key: string, value: string, gate?: string) {
    if (gate) {
      gates.open(`${gate} begun`)
      await gates.pass(String(gate))
    }
    this.session.put(String(key), value)
  }

  @rx.event() forgetKey(key: string) {
    this.session.forget(String(key))
  }

  @rx.event() file() {
    const { kind, value } = this.request.only(['kind', 'value']) as Record<string, string>
    if (kind === 'type') return rx.download({ data: 'x', filename: 'x', contentType: value })
    if (kind === 'name') return rx.download({ data: 'x', filename: value, contentType: 'text/csv' })
    if (kind === 'redirect') return rx.redirect(value)
    this.response.header('x-value', value)
    return undefined
  }
}
