/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownQuery, ShownWork } from '../panel/shown.ts'
import { duration, el, lineButton } from './dom.ts'
import type { Feed } from './feed.ts'

/**
 * The queries of one piece of work, and which of them its code repeats.
 *
 * @param feed - asks how the database runs a query, where that is wanted
 */
export function queryList(
  work: Pick<ShownWork, 'queries' | 'repeats' | 'moreQueries'> & { n?: number },
  feed?: Feed
): HTMLElement {
  const { queries = [], repeats = [], moreQueries = 0, n } = work
  const warnings = repeats.map(({ line, count, sql }) =>
    el(
      'p',
      { class: 'repeat' },
      el('strong', {}, `N+1: ${count} times from ${line}`),
      el('code', {}, sql)
    )
  )
  const repeated = new Set(repeats.map(({ line }) => line))
  const items = queries.map((query, index) => {
    const isRepeated = query.line !== undefined && repeated.has(query.line)
    const ask = feed && n !== undefined && query.explains ? explain(feed, n, index) : []
    return queryItem(query, isRepeated, ask)
  })
  const rest = moreQueries > 0 && el('p', { class: 'hint' }, `… and ${moreQueries} more`)
  return el('div', {}, ...warnings, el('ol', { class: 'queries' }, ...items), rest)
}

function queryItem(query: ShownQuery, isRepeated: boolean, more: HTMLElement[]): HTMLElement {
  const { sql, values, time, line, error } = query
  return el(
    'li',
    {},
    el('code', { class: 'sql' }, sql),
    values !== '[]' && el('code', { class: 'values' }, values),
    el(
      'div',
      { class: 'about' },
      el('span', {}, duration(time)),
      line !== undefined && lineButton(line, isRepeated),
      error !== undefined && el('span', { class: 'failure' }, error),
      ...more
    )
  )
}

/** A button that asks the database, and where its answer stands. */
function explain(feed: Feed, n: number, query: number): HTMLElement[] {
  const plan = el('pre', { 'class': 'plan', 'aria-live': 'polite', 'hidden': true })
  const ask = async () => {
    plan.hidden = false
    try {
      const answer = await feed.command<{ plan: string[] }>({ do: 'explain', n, query })
      plan.textContent = answer.plan.join('\n')
    } catch (error) {
      plan.textContent = String(error)
    }
  }
  return [el('button', { type: 'button', click: () => void ask() }, 'Explain'), plan]
}
