/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import { Exception } from '@adonisjs/core/exceptions'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { journal } from '#services/journal'

const jarValidator = vine.create({
  label: vine.string().minLength(3),
  password: vine.string().optional(),
})

/** Strings that a document in HTML could trip over. */
const LABELS = [
  '</script><script>alert(1)</script>',
  '<!-- <script>',
  'line\u2028and paragraph\u2029end',
  'half a \ud83d and its \udca9 other',
  '"quotes" & <tags>',
]

export default class ShelfState extends AppState {
  @rx.var() labels: string[] = []
  @rx.var() added = 0

  @rx.event() load() {
    journal.note('load')
    this.labels = LABELS
  }

  @rx.event(jarValidator) add({ label }: Infer<typeof jarValidator>) {
    journal.note(`add ${label}`)
    this.added++
    this.session.flash('success', `${label} is on the shelf`)
    return rx.toast.success(`${label} added`)
  }

  @rx.event() clear() {
    this.added = 0
    return rx.toast.info('The shelf is empty')
  }

  @rx.event() full() {
    throw new Exception('The shelf is full', { status: 409, code: 'E_FULL' })
  }

  @rx.event() collapse() {
    throw new Error('the shelf collapsed')
  }

  @rx.event() leave() {
    return [rx.toast.info('Bye'), rx.redirect('/flash')]
  }

  @rx.event() print() {
    return rx.download({ filename: 'shelf.txt', data: this.labels.join(', ') })
  }
}
