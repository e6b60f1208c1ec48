/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownWork } from '../panel/shown.ts'
import { clock, el, section, table } from './dom.ts'
import { Summary } from './summary.ts'

/** Lines of each kind that are listed. */
const LISTED = 200

/** What the events of this tab have sent, logged, and not found a translation for, the newest first. */
export class Messages extends Summary {
  readonly title = 'Messages'

  protected draw(all: readonly ShownWork[]): HTMLElement[] {
    const mails = all.flatMap(({ mails: sent = [], at, name }) =>
      sent.map(({ subject, to }) => [clock(at), subject, el('code', {}, to), name])
    )
    const missing = all.flatMap(({ missing: lacking = [], at, name }) =>
      lacking.map(({ locale, message }) => [clock(at), locale, el('code', {}, message), name])
    )
    const logs = all.flatMap(({ logs: lines = [], at, name }) =>
      lines.map(({ level, text }) => [clock(at), level, el('code', {}, text), name])
    )
    return [
      list('Mails', ['When', 'Subject', 'To', 'Sent by'], mails),
      list('Missing translations', ['When', 'Language', 'Message', 'Needed by'], missing),
      list('Log', ['When', 'Level', 'Line', 'Written by'], logs),
    ]
  }
}

function list(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly (string | Node)[])[]
): HTMLElement {
  const shown = rows.slice(-LISTED).reverse()
  const content =
    shown.length > 0 ? table(title, headings, shown) : el('p', { class: 'empty' }, 'None yet.')
  return section(title, content)
}
