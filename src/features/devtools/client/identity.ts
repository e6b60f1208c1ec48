/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownWork } from '../panel/shown.ts'
import { clock, el, section, table } from './dom.ts'
import { Summary } from './summary.ts'

/** Abilities that are listed. */
const LISTED = 100

/** Who the server takes the visitor for, and which abilities it was asked about. */
export class Identity extends Summary {
  readonly title = 'Who am I'

  protected draw(all: readonly ShownWork[]): HTMLElement[] {
    // News and events without a request do not say who it is
    const known = all.findLast(({ session, user }) => session !== undefined || user !== undefined)
    const { user, session } = known ?? {}
    const asked = all
      .flatMap(({ abilities = [], name, at }) => abilities.map((each) => ({ ...each, name, at })))
      .slice(-LISTED)
      .reverse()
    const rows = asked.map(({ action, allowed, name, at }) => [
      clock(at),
      el('code', {}, action),
      el('span', { class: allowed ? 'good' : 'failure' }, allowed ? 'allowed' : 'denied'),
      name,
    ])
    const who = user ? `${user.model} with ${user.column} ${user.value}` : 'A guest'
    return [
      section(
        'User',
        el('p', {}, who),
        session !== undefined &&
          el(
            'p',
            { class: 'hint' },
            'Session ',
            el('code', {}, session),
            ', which is a hash of its id'
          )
      ),
      section(
        'Abilities',
        rows.length > 0
          ? table('Abilities', ['When', 'Ability', 'Answer', 'Asked by'], rows)
          : el('p', { class: 'empty' }, 'Nobody has asked a bouncer yet.')
      ),
    ]
  }
}
