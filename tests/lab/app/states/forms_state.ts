/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { State, rx } from 'reflex-adonis'
import { pass } from '#services/form_gates'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

const entryValidator = vine.create({
  text: vine.string().optional(),
  size: vine.string().optional(),
  agreed: vine.string().optional(),
})

const rowValidator = vine.create({ id: vine.number(), name: vine.string().minLength(3) })

/** Takes what forms send, and lists it. */
export default class FormsState extends State {
  @rx.var() saved: string[] = []
  @rx.var() motto = ''

  @rx.event(entryValidator) save(entry: Infer<typeof entryValidator>) {
    this.saved.push(JSON.stringify(entry))
  }

  /** Waits, so that a test may see what happens meanwhile. */
  @rx.event(entryValidator) async saveSlowly(entry: Infer<typeof entryValidator>) {
    await pass()
    this.saved.push(JSON.stringify(entry))
  }

  @rx.event(rowValidator) rename({ id, name }: Infer<typeof rowValidator>) {
    return { renamed: `${id}: ${name}` }
  }

  @rx.event() setMotto(motto: string) {
    this.motto = String(motto)
  }
}
