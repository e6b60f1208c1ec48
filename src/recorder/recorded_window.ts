/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import type { DocumentEntry, EventEntry, NewsEntry } from '../features/devtools/main.ts'
import type { Action } from '../protocol/main.ts'
import type { Sight, Step } from './walk.ts'

/**
 * One window of a recorded browser, whichever tab of the server is in it.
 */
export class RecordedWindow {
  tab: string
  readonly browser: string
  /** What its page shows. */
  sight: Sight
  /** Steps by the ids of their calls. */
  readonly asked = new Map<number, Step>()
  /** Number of the last secret that was sent. */
  secret: number | undefined
  /** Where a redirect leads that is yet to be followed. */
  #lead: string | undefined
  /** Events that the server has asked the browser to call. */
  #dispatched: Extract<Action, { type: 'event' }>[] = []

  /** @param name - of the page in the test */
  constructor(
    readonly name: string,
    document: DocumentEntry
  ) {
    this.tab = document.tab
    this.browser = document.browser
    this.sight = sightOf(document)
  }

  /** It shows another document. */
  load(document: DocumentEntry): void {
    this.tab = document.tab
    this.sight = sightOf(document)
    this.asked.clear()
    this.#dispatched = []
  }

  /** Takes over what its page is told. */
  show({ changed = {}, gone = {}, page, url }: NewsEntry): void {
    const vars = { ...this.sight.vars }
    for (const [id, own] of Object.entries(changed)) vars[id] = { ...vars[id], ...own }
    for (const [id, names] of Object.entries(gone)) {
      const left = Object.entries(vars[id] ?? {}).filter(([name]) => !names.includes(name))
      vars[id] = Object.fromEntries(left)
    }
    this.sight = { ...this.sight, vars }
    if (page) this.sight = { page: page.id, url: page.url, title: page.title, vars }
    if (url !== undefined) this.sight.url = url
  }

  /** Notes what the browser is about to do by itself. */
  note(actions: readonly Action[]): void {
    for (const action of actions) {
      if (action.type === 'redirect' && !action.newTab) this.#lead = action.url
      if (action.type === 'event') this.#dispatched.push(action)
      if (action.type === 'title') this.sight = { ...this.sight, title: action.title }
    }
  }

  /** Whether a redirect leads there. */
  takeLead(url: string): boolean {
    const isLed = this.#lead !== undefined && pathOf(this.#lead) === url
    this.#lead = undefined
    return isLed
  }

  /** Whether the server has asked for this call. */
  takeDispatched({ state, event, args }: EventEntry): boolean {
    const index = this.#dispatched.findIndex(
      (call) => call.state === state && call.event === event && isDeepStrictEqual(call.args, args)
    )
    if (index === -1) return false
    this.#dispatched.splice(index, 1)
    return true
  }
}

function sightOf({ page, url, title, states }: DocumentEntry): Sight {
  return { page, url, ...(title !== undefined && { title }), vars: states }
}

/** Path and query string. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'http://localhost')
  return pathname + search
}
