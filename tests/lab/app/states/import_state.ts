/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContext } from '@adonisjs/core/http'
import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import { gates } from '#services/gates'
import { importValidator } from '#validators/import'

/** Imports rows in the background; each passes a gate. */
export default class ImportState extends AppState {
  @rx.var() progress = 0
  @rx.var() running = false
  @rx.var() rows: { number: number }[] = []
  @rx.var() trail: string[] = []
  private total = 0

  @rx.var() get share() {
    return this.total === 0 ? 0 : this.progress / this.total
  }

  @rx.event({ background: true }) async start(rows: number) {
    await this.$update(() => {
      this.running = true
      this.progress = 0
      this.total = rows
    })
    try {
      for (let number = 1; number <= rows; number++) {
        await gates.pass('row', this.$signal)
        await this.$update(() => {
          this.rows.push({ number })
          this.progress = number
        })
      }
      return rx.toast.success(`${rows} imported`)
    } finally {
      await this.$update(() => {
        this.running = false
      })
    }
  }

  @rx.event(importValidator, { background: true }) async check({
    rows,
  }: Infer<typeof importValidator>) {
    await this.$update(() => {
      this.progress = rows
    })
    return { checked: this.progress }
  }

  /** Ends in silence when it is cancelled. */
  @rx.event({ background: true }) async quietly() {
    try {
      await gates.pass('quiet', this.$signal)
      return 'passed'
    } catch {
      await this.$update(() => this.trail.push('tidied'))
      return undefined
    }
  }

  /** Waits without looking at its signal. */
  @rx.event({ background: true }) async stubbornly() {
    await gates.pass('stubborn')
    const first = await this.$update(() => 'made').catch((error: { code: string }) => error.code)
    await this.$update(() => this.trail.push(first, 'tidied'))
  }

  @rx.event({ background: true }) async fail(where: 'body' | 'update') {
    await this.$update(() => this.trail.push('kept'))
    if (where === 'body') throw new Error('The body failed')
    await this.$update(() => {
      this.trail.push('dropped')
      throw new Error('The update failed')
    })
  }

  @rx.event({ background: true }) async recover() {
    const failed = await this.$update(() => {
      this.trail.push('dropped')
      throw new Error('Never mind')
    }).catch((error: Error) => error.message)
    await this.$update(() => this.trail.push(failed))
  }

  @rx.event({ background: true }) async refuse() {
    const { rows } = await this.ctx.request.validateUsing(importValidator, { data: { rows: -1 } })
    return rows
  }

  /** What may not be done outside of an update, and what each attempt came to. */
  @rx.event({ background: true }) async trespass() {
    await this.$update(() => {
      this.rows = [{ number: 1 }]
    })
    const attempts = [
      () => (this.progress = 9),
      () => this.rows.push({ number: 2 }),
      () => (this.rows[0].number = 2),
      () => this.$reset('progress'),
      () => this.session.put('key', 1),
      () => this.session.flash('key', 'lost'),
      () => this.session.forget('key'),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'done'
      } catch (error) {
        const { code, name } = error as { code?: string; name: string }
        return code ?? name
      }
    })
  }

  /** Requests that it sees, by whether they are that of the event. */
  @rx.event({ background: true }) async look() {
    const begun = this.ctx
    await gates.pass('look')
    const inside = await this.$update(async () => {
      await Promise.resolve()
      this.session.put('imported', this.ctx.request.url())
      return { own: this.ctx !== begun, found: HttpContext.getOrFail() === this.ctx }
    })
    const outside = { own: this.ctx !== begun, found: HttpContext.getOrFail() === this.ctx }
    return { inside, outside, url: this.request.url(true) }
  }

  /** Waits for nothing: neither for its updates nor for its step. */
  @rx.event({ background: true }) async hurry() {
    void this.$update(() => this.trail.push('asked for before the end'))
    void gates.pass('late').then(() => {
      void this.$update(() => this.trail.push('too late'))
      gates.open('done')
    })
  }

  /** Updates without waiting, until it is told to end. */
  @rx.event({ background: true }) async neglect() {
    await gates.pass('neglect')
    void this.$update(() => this.trail.push('told'))
    void this.$flush()
  }

  /** Sets a cookie, and leaves messages of earlier requests alone. */
  @rx.event({ background: true }) async set() {
    await gates.pass('set')
    await this.$update(() => this.response.cookie('imported', 'yes'))
  }

  /** Updates while pages are shown. */
  @rx.event({ background: true }) async linger() {
    await gates.pass('linger')
    await this.$update(() => gates.pass('lingering'))
  }

  @rx.event() stored() {
    return this.session.get('imported') as string | undefined
  }

  /** Updates within updates, several at once, and what they return. */
  @rx.event({ background: true }) async nest() {
    const results = await Promise.all(
      [1, 2, 3].map((number) =>
        this.$update(async () => {
          const before = this.progress
          await new Promise(setImmediate)
          await this.$update(() => {
            this.progress = before + number
          })
          return this.rows.concat({ number: this.progress })
        })
      )
    )
    await this.$update(() => rx.toast.info('Nested'))
    return results
  }

  @rx.event() async inTurn() {
    const found = await this.$update(() => {
      this.progress = 7
      return this.$signal.aborted
    })
    return { found, progress: this.progress }
  }

  @rx.event({ background: true }) async *steps() {
    yield rx.toast.info('One')
    await gates.pass('step')
    await this.$update(() => this.trail.push('stepped'))
    yield rx.toast.info('Two')
    return 'walked'
  }

  @rx.event() touch(word: string) {
    this.trail.push(word)
  }

  @rx.event() stop() {
    this.$cancel('start')
    this.$cancel('quietly')
    this.$cancel('stubbornly')
  }

  @rx.event() stopNothing() {
    this.$cancel('touch')
  }
}
