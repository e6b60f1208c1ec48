/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownRerun } from '../panel/again.ts'
import type { ShownVars, ShownWork } from '../panel/shown.ts'
import { clock, duration, el, section, size, table } from './dom.ts'
import { EntryList } from './entry_list.ts'
import type { Feed } from './feed.ts'
import { queryList } from './query_list.ts'

/** Each event and navigation, the newest first. One that is opened shows where its time went and what came of it. */
export class Timeline extends EntryList {
  readonly title = 'Timeline'

  constructor(feed: Feed) {
    super(feed, 'timeline', 'Nothing has happened on this page yet.')
  }

  protected lists(): boolean {
    return true
  }

  protected draw(entry: ShownWork): HTMLElement {
    const details = el('div', { class: 'details', hidden: true })
    const toggle = el(
      'button',
      {
        'type': 'button',
        'class': 'row',
        'aria-expanded': 'false',
        'click': () => {
          details.hidden = !details.hidden
          toggle.setAttribute('aria-expanded', String(!details.hidden))
          if (!details.hidden && !details.hasChildNodes()) details.append(...this.#details(entry))
        },
      },
      el('span', { class: 'time' }, clock(entry.at)),
      el('span', { class: `kind ${entry.kind}` }, entry.kind),
      el('span', { class: 'name' }, entry.name),
      ...marksOf(entry),
      el('span', { class: 'total' }, duration(entry.total))
    )
    return el('div', { class: 'entry' }, toggle, details)
  }

  #details(entry: ShownWork): HTMLElement[] {
    const parts: HTMLElement[] = []
    if (entry.failure) {
      const { status, code, message } = entry.failure
      parts.push(el('p', { class: 'failure' }, `${status} ${code}: ${message}`))
    }
    if (entry.args) parts.push(section('Arguments', el('pre', {}, entry.args)))
    parts.push(section('Time', phases(entry)))
    if (entry.actions) parts.push(section('Actions', el('p', {}, entry.actions.join(', '))))
    if (entry.changed || entry.gone) {
      parts.push(section('Changed vars', varTable(entry.changed ?? {}, entry.gone)))
    }
    if (entry.queries) parts.push(section('Queries', queryList(entry, this.feed)))
    if (entry.repeatable) parts.push(this.#again(entry))
    return parts
  }

  /** Runs the event again on the states before it. */
  #again(entry: ShownWork): HTMLElement {
    const outcome = el('div', { 'aria-live': 'polite' })
    const button = el(
      'button',
      {
        type: 'button',
        click: async () => {
          button.disabled = true
          try {
            const rerun = await this.feed.command<ShownRerun>({ do: 'again', n: entry.n })
            outcome.replaceChildren(...rerunParts(rerun))
          } catch (error) {
            outcome.replaceChildren(el('p', { class: 'failure' }, String(error)))
          }
          button.disabled = false
        },
      },
      'Run again'
    )
    const hint =
      'On the states before it, in a transaction that is rolled back. Mails, files and calls of other services happen again.'
    return section('Run again', el('p', { class: 'hint' }, hint), button, outcome)
  }
}

function marksOf({ failure, repeats, queries, moreQueries = 0 }: ShownWork): HTMLElement[] {
  const marks: HTMLElement[] = []
  if (failure) marks.push(el('span', { class: 'mark bad' }, String(failure.status)))
  if (repeats) marks.push(el('span', { class: 'mark warn' }, 'N+1'))
  const count = (queries?.length ?? 0) + moreQueries
  if (count > 0) marks.push(el('span', { class: 'mark' }, `${count} SQL`))
  return marks
}

/** Where the time went. */
function phases({
  queued,
  total,
  middleware = [],
  handler,
  render,
  queries,
  size: told,
}: ShownWork) {
  const sql = queries?.reduce((sum, { time = 0 }) => sum + time, 0)
  const rows: [string, string][] = []
  if (queued !== undefined) rows.push(['Waited for its turn', duration(queued)])
  for (const { name, time } of middleware) rows.push([`Middleware ${name}`, duration(time)])
  if (handler !== undefined) rows.push(['Handler', duration(handler)])
  if (sql !== undefined) rows.push(['SQL, all queries', duration(sql)])
  if (render !== undefined) rows.push(['Drawing on the server', duration(render)])
  rows.push(['Altogether', duration(total)])
  if (told !== undefined) rows.push(['Told to the browser', size(told)])
  return table('Time', ['Part', 'Time'], rows)
}

function varTable(changed: ShownVars, gone: Record<string, string[]> = {}): HTMLElement {
  const rows = Object.entries(changed).flatMap(([id, vars]) =>
    Object.entries(vars).map(([name, value]) => [`${id}.${name}`, el('code', {}, value)])
  )
  const lost = Object.entries(gone).flatMap(([id, names]) =>
    names.map((name) => [`${id}.${name}`, el('em', {}, 'no value')])
  )
  return table('Changed vars', ['Var', 'Value'], [...rows, ...lost])
}

function rerunParts(rerun: ShownRerun): HTMLElement[] {
  const { changed, actions, result, failure, queries, repeats, time } = rerun
  const parts: HTMLElement[] = [
    el('p', {}, `It has taken ${duration(time)}. The database is as it was.`),
  ]
  if (failure !== undefined) parts.push(el('p', { class: 'failure' }, failure))
  if (result !== undefined) parts.push(section('Result', el('pre', {}, result)))
  if (actions.length > 0) parts.push(section('Actions', el('p', {}, actions.join(', '))))
  if (Object.keys(changed).length > 0) parts.push(section('Changed vars', varTable(changed)))
  if (queries.length > 0) parts.push(section('Queries', queryList({ queries, repeats })))
  return parts
}
