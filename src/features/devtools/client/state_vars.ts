/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { el } from './dom.ts'
import type { Feed } from './feed.ts'
import type { View } from './view.ts'

type Vars = Readonly<Record<string, unknown>>

/** What a page in development is open to. */
interface Inspection {
  vars(id: string): Vars | undefined
  states(): readonly string[]
}

/** Characters of a value that are shown. */
const LONGEST = 2_000

/** Milliseconds between two looks at the vars. */
const LOOK = 500

/** The vars of the page by state, as the browser has them: which of them has changed last, and by what. */
export class StateVars implements View {
  readonly title = 'State'
  readonly element = el('div')
  #feed: Feed
  #shown = ''
  #problem = el('p', { class: 'failure', role: 'alert', hidden: true })
  #list = el('div')

  constructor(feed: Feed) {
    this.#feed = feed
    this.element.append(this.#problem, this.#list)
    // Vars change without news of the server as well, as while a call is under way
    setInterval(() => {
      if (this.element.isConnected && this.element.checkVisibility()) this.update()
    }, LOOK)
  }

  update(): void {
    // What somebody writes stays
    if (this.#list.querySelector('textarea')) return
    const page = (globalThis as { __reflex?: Inspection }).__reflex
    const states = page?.states() ?? []
    const changes = this.#changes()
    const shown = JSON.stringify([states.map((id) => [id, page!.vars(id)]), [...changes]])
    if (shown === this.#shown) return
    this.#shown = shown
    const blocks = states.map((id) => this.#state(id, page!.vars(id) ?? {}, changes))
    const empty = el('p', { class: 'empty' }, 'This page has no states.')
    this.#list.replaceChildren(...(blocks.length > 0 ? blocks : [empty]))
  }

  /** What has changed each var last. */
  #changes(): Map<string, string> {
    const changes = new Map<string, string>()
    for (const { name, changed = {}, kind } of this.#feed.entries.all) {
      if (kind === 'document') continue
      for (const [id, vars] of Object.entries(changed)) {
        for (const key of Object.keys(vars)) {
          // The last one is last in the map
          changes.delete(`${id}.${key}`)
          changes.set(`${id}.${key}`, name)
        }
      }
    }
    return changes
  }

  #state(id: string, vars: Vars, changes: ReadonlyMap<string, string>): HTMLElement {
    const last = [...changes.keys()].at(-1)
    const rows = Object.entries(vars).map(([name, value]) => {
      const key = `${id}.${name}`
      const by = changes.get(key)
      const cell = el('td', {}, el('code', {}, textOf(value)))
      return el(
        'tr',
        { class: key === last ? 'latest' : '' },
        el('th', { scope: 'row' }, name),
        cell,
        el('td', {}, by ?? '–'),
        // What the package keeps is its own
        el('td', {}, ...(id.startsWith('$') ? [] : this.#buttons(id, name, value, cell)))
      )
    })
    const head = ['Var', 'Value', 'Changed last by', 'Change'].map((text) =>
      el('th', { scope: 'col' }, text)
    )
    return el(
      'section',
      {},
      el('h2', {}, id),
      el(
        'div',
        { 'class': 'scroll', 'tabindex': 0, 'role': 'region', 'aria-label': `Vars of ${id}` },
        el('table', {}, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...rows))
      )
    )
  }

  #buttons(state: string, name: string, value: unknown, cell: HTMLElement): HTMLElement[] {
    const edit = () => {
      const field = el('textarea', { 'aria-label': `JSON of ${state}.${name}`, 'rows': 3 })
      field.value = JSON.stringify(value, null, 1) ?? 'null'
      const save = () => {
        try {
          const changed: unknown = JSON.parse(field.value)
          void this.#command({ do: 'edit', state, name, value: changed })
        } catch (error) {
          this.#tell(String(error))
        }
      }
      const press = (text: string, click: () => void) =>
        el('button', { type: 'button', click }, text)
      cell.replaceChildren(
        field,
        press('Save', save),
        press('Cancel', () => this.#anew())
      )
      field.focus()
    }
    const reset = () => void this.#command({ do: 'reset', state, name })
    return [
      el(
        'button',
        { 'type': 'button', 'aria-label': `Edit ${state}.${name}`, 'click': edit },
        'Edit'
      ),
      el(
        'button',
        { 'type': 'button', 'aria-label': `Reset ${state}.${name}`, 'click': reset },
        'Reset'
      ),
    ]
  }

  async #command(command: Parameters<Feed['command']>[0]): Promise<void> {
    try {
      await this.#feed.command(command)
      this.#tell(undefined)
      this.#anew()
    } catch (error) {
      this.#tell(String(error))
    }
  }

  #anew(): void {
    this.#shown = ''
    this.#list.replaceChildren()
    this.update()
  }

  #tell(problem: string | undefined): void {
    this.#problem.hidden = problem === undefined
    this.#problem.textContent = problem ?? ''
  }
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
