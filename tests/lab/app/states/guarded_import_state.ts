/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import { gates } from '#services/gates'

/** What a background event has seen that goes on when its user has gone. */
export const sightings: string[] = []

/** Behind the auth middleware of its page. */
export default class GuardedImportState extends AppState {
  @rx.var() owner = ''
  @rx.var() report = ''

  @rx.event({ background: true }) async compile() {
    const { fullName } = this.auth.getUserOrFail()
    await this.$update(() => {
      this.owner = fullName
    })
    await gates.pass('compile')
    try {
      await this.$update(() => {
        this.report = `Secrets of ${fullName}`
      })
    } finally {
      await this.$update(() => {
        this.report = `Remains of ${fullName}`
      })
    }
    return `Secrets of ${fullName}`
  }

  /** Reads the states all along. */
  @rx.event({ background: true }) async watch() {
    await gates.pass('watch')
    try {
      sightings.push(this.owner)
    } catch (error) {
      sightings.push((error as { code: string }).code)
    }
    gates.open('watched')
  }

  @rx.event() async leave() {
    await this.auth.use('web').logout()
  }
}
