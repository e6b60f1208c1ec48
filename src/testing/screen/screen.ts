/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { eventOfField } from '../../protocol/main.ts'
import {
  E_TEST_NO_ACTION,
  E_TEST_NO_ELEMENT,
  E_TEST_NO_FIELD,
  E_TEST_PRESS_DISABLED,
} from '../exceptions.ts'
import { show } from '../difference.ts'
import { documentOf, loadQueries } from './dom.ts'
import type { DrawnWindow, Queries } from './dom.ts'
import { enter, entriesOf, isDisabled, isField } from './fields.ts'
import type { FieldValue } from './fields.ts'

/** What a button or a link leads to. */
export type Effect =
  | { type: 'event'; state: string; event: string; key?: string; fields: FormData }
  | { type: 'link'; url: string }
  | { type: 'form'; url: string; method: 'GET' | 'POST'; fields: FormData }

/** What was entered, until its form is sent. */
interface Entry {
  find: () => Promise<HTMLElement>
  label: string
  value: FieldValue
}

/**
 * The page as its user finds it: elements by role, label and text, fields that hold what was entered,
 * buttons that do something. It is drawn again whenever it is looked at.
 */
export class Screen {
  #draw: () => Promise<string>
  #url: () => string
  #html: string | undefined
  #window: DrawnWindow | undefined
  #queries: Queries | undefined
  #entries: Entry[] = []

  /**
   * @param draw - the current HTML of the page
   * @param url - its address, with origin
   */
  constructor(draw: () => Promise<string>, url: () => string) {
    this.#draw = draw
    this.#url = url
  }

  /** The document as it is now, with what was entered. */
  async window(): Promise<DrawnWindow> {
    const html = await this.#draw()
    if (this.#window && html === this.#html) return this.#window
    this.#html = html
    const window = (this.#window = await documentOf(html, this.#url()))
    const entries = this.#entries
    this.#entries = []
    for (const entry of entries) {
      // The page may not have the field any more
      const field = await entry.find().catch(() => undefined)
      if (!field) continue
      enter(field, entry.label, entry.value)
      this.#entries.push(entry)
    }
    return window
  }

  /**
   * The one element that a query of Testing Library finds.
   *
   * @param query - `Role`, `LabelText`, `Text`, …
   * @throws E_TEST_NO_ELEMENT when there is none, or are several
   */
  async get(query: string, ...args: unknown[]): Promise<HTMLElement> {
    const found = await this.all(query, ...args)
    if (found.length === 1) return found[0]
    const asked = `${query} ${args.map(show).join(' ')}`
    const { document } = await this.window()
    const shown = found.length > 0 ? found : [...document.querySelectorAll<HTMLElement>(KNOWN)]
    const others = shown.slice(0, 12).map(inWords).join(', ') || 'nothing that one could use'
    throw new E_TEST_NO_ELEMENT([found.length === 0 ? 'no' : `${found.length}`, asked, others])
  }

  /** All elements that a query of Testing Library finds. */
  async all(query: string, ...args: unknown[]): Promise<HTMLElement[]> {
    const { document } = await this.window()
    this.#queries ??= await loadQueries()
    return this.#queries[`queryAllBy${query}`](document.body, ...args)
  }

  /**
   * Enters a value into the field with a label.
   *
   * @throws E_TEST_NO_FIELD, E_TEST_FIELD_VALUE
   */
  async fill(label: string, value: FieldValue): Promise<void> {
    const find = () => this.#field(label)
    enter(await find(), label, value)
    this.#entries = this.#entries.filter((entry) => entry.label !== label)
    this.#entries.push({ find, label, value })
  }

  /**
   * What the button or the link with a name leads to.
   *
   * @throws E_TEST_NO_ELEMENT, E_TEST_PRESS_DISABLED, E_TEST_NO_ACTION
   */
  async press(name: string | RegExp): Promise<Effect> {
    const buttons = await this.all('Role', 'button', { name })
    const links = await this.all('Role', 'link', { name })
    const element =
      buttons.length + links.length === 1
        ? [...buttons, ...links][0]
        : await this.get('Role', buttons.length > 0 ? 'button' : 'link', { name })
    if (isDisabled(element)) throw new E_TEST_PRESS_DISABLED([String(name)])
    const url = element.getAttribute('href')
    if (url !== null) return { type: 'link', url }
    const { form, type } = element as HTMLButtonElement
    if (!form || type !== 'submit') throw new E_TEST_NO_ACTION([String(name)])
    return this.submission(form, element)
  }

  /** What a form leads to that is sent. What was entered into it is gone with that. */
  async submission(form: HTMLFormElement, button?: HTMLElement): Promise<Effect> {
    const window = await this.window()
    const fields = entriesOf(window, form, button)
    const named = [...fields.keys()].findLast((name) => eventOfField(name))
    await this.#forget(form)
    const call = named === undefined ? undefined : eventOfField(named)
    if (call) return { type: 'event', ...call, fields }
    const url = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
    const method = (button?.getAttribute('formmethod') ?? form.method).toUpperCase()
    return { type: 'form', url, method: method === 'POST' ? 'POST' : 'GET', fields }
  }

  /**
   * The form whose action is an event.
   *
   * @throws E_TEST_NO_ELEMENT
   */
  async form(state: string, event: string): Promise<HTMLFormElement> {
    const { document } = await this.window()
    const calls = (form: HTMLFormElement) =>
      [...form.elements].some((element) => {
        const call = eventOfField((element as HTMLInputElement).name)
        return call?.state === state && call.event === event
      })
    const forms = [...document.forms].filter(calls)
    if (forms.length === 1) return forms[0]
    const others = [...document.forms].map(inWords).join(', ') || 'none'
    const count = forms.length === 0 ? 'no' : `${forms.length}`
    throw new E_TEST_NO_ELEMENT([count, `form ${state}.${event}`, others])
  }

  async #field(label: string): Promise<HTMLElement> {
    const found = await this.all('LabelText', label)
    const fields = found.filter(isField)
    if (fields.length === 1) return fields[0]
    if (found.length === 1) return found[0]
    const { document } = await this.window()
    const all = [
      ...document.querySelectorAll<HTMLElement>('input:not([type=hidden]), select, textarea'),
    ]
    const count = fields.length === 0 ? 'no field' : `${fields.length} fields`
    throw new E_TEST_NO_FIELD([count, label, all.map(labelOf).join(', ') || 'none'])
  }

  /** A form whose event is called is as it was. */
  async #forget(form: HTMLFormElement): Promise<void> {
    const kept: Entry[] = []
    for (const entry of this.#entries) {
      const field = await entry.find().catch(() => undefined)
      if (field && (field as HTMLInputElement).form !== form) kept.push(entry)
    }
    this.#entries = kept
    this.#html = undefined
  }
}

const KNOWN = 'button, a[href], input:not([type=hidden]), select, textarea, h1, h2, [role]'

function labelOf(field: HTMLElement): string {
  const { labels, name } = field as HTMLInputElement
  return show(field.getAttribute('aria-label') ?? labels?.[0]?.textContent?.trim() ?? name)
}

function inWords(element: HTMLElement): string {
  const tag = element.getAttribute('role') ?? element.tagName.toLowerCase()
  const name = isField(element) ? labelOf(element) : show(element.textContent?.trim() ?? '')
  return `${tag} ${name}`
}
