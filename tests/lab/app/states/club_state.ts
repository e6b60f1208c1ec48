/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { AppState, rx } from 'reflex-adonis'

/** Names that were struck off the list of members. */
export const struckOff = new Set<string>()

/** A room for those whose session says so. */
export default class ClubState extends AppState {
  static override scope = 'shared' as const

  static override room({ params, session }: HttpContext) {
    const name = session.get('member') as string | undefined
    if (name === undefined || struckOff.has(name)) {
      throw new Exception('For members only', { status: 403, code: 'E_CLUB' })
    }
    return params.club as string
  }

  @rx.var() lines: string[] = []

  @rx.event() say(text: string) {
    this.lines.push(text)
  }

  /** Ends the session, with nobody signed out. */
  @rx.event() resign() {
    this.session.clear()
  }
}
