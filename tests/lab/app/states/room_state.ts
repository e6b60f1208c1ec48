/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { AppState, rx } from 'reflex-adonis'
import type { Member } from 'reflex-adonis/types'
import type { Infer } from '@vinejs/vine/types'
import { gates } from '#services/gates'
import NoteState from '#states/note_state'
import TallyState from '#states/tally_state'
import { sayValidator } from '#validators/room'

/** What all visitors of a room have in common. */
export default class RoomState extends AppState {
  static override scope = 'shared' as const

  static override async room({ params, auth, response }: HttpContext) {
    const isUser = await auth.check()
    if (params.room === 'staff' && !isUser) return response.abort('Staff only', 403)
    return params.room as string
  }

  @rx.var() count = 0
  @rx.var() notes: string[] = []
  @rx.var() visits: string[] = []
  /** Not sent, and shared all the same. */
  private authors = new Map<string, number>()

  @rx.var() get summary() {
    return `${this.notes.length} notes`
  }

  @rx.var() get greeting() {
    return `${this.count} in ${this.language}`
  }

  $joined({ user }: Member) {
    this.visits.push(`joined ${user ?? 'guest'}`)
  }

  $left({ user }: Member) {
    this.visits.push(`left ${user ?? 'guest'}`)
  }

  @rx.event() increment() {
    return ++this.count
  }

  /** Reads, waits, and writes what would be wrong if anybody had written meanwhile. */
  @rx.event() async incrementSlowly(milliseconds: number) {
    const { count } = this
    await setTimeout(milliseconds)
    this.count = count + 1
  }

  @rx.event(sayValidator) say({ text }: Infer<typeof sayValidator>) {
    this.notes.push(text)
    const name = String(this.user?.id ?? 'guest')
    this.authors.set(name, (this.authors.get(name) ?? 0) + 1)
  }

  @rx.event() authored(name: string) {
    return this.authors.get(name) ?? 0
  }

  @rx.event() fail() {
    this.count = 1_000
    this.notes.push('never')
    throw new Error('No')
  }

  @rx.event() async *climb(steps: number) {
    for (let step = 0; step < steps; step++) {
      this.count++
      yield
    }
    this.notes.push('climbed')
  }

  /** Counts in the background. Each step waits before its update, and in it. */
  @rx.event({ background: true }) async tally(steps: number) {
    for (let step = 0; step < steps; step++) {
      await gates.pass('step', this.$signal)
      await this.$update(async () => {
        const { count } = this
        this.notes.push('counting')
        await this.$flush()
        await gates.pass('count', this.$signal)
        this.count = count + 1
      })
    }
    return this.count
  }

  /** Changes the room first, and fails then. */
  @rx.event({ background: true }) async failLater() {
    await this.$update(() => this.notes.push('kept'))
    await this.$update(() => {
      this.notes.push('dropped')
      throw new Error('No')
    })
  }

  @rx.event() clear() {
    this.$reset()
  }

  @rx.event() async copyNote() {
    const note = await this.$get(NoteState)
    this.notes.push(...note.drafts)
    note.drafts.push('copied')
  }

  @rx.event() async both(milliseconds: number) {
    this.count++
    await setTimeout(milliseconds)
    const tally = await this.$get(TallyState)
    tally.total++
  }

  @rx.event() async gone() {
    return rx.redirect('/elsewhere')
  }
}
