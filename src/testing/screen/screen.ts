/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isField } from '../../client/main.ts'
import { eventOfField } from '../../protocol/main.ts'
import {
  E_TEST_FORM_RULES,
  E_TEST_NO_ACTION,
  E_TEST_NO_ELEMENT,
  E_TEST_NO_FIELD,
  E_TEST_PRESS_DISABLED,
} from '../exceptions.ts'
import { show } from '../difference.ts'
import { documentOf, loadQueries } from './dom.ts'
import type { DrawnWindow, Queries } from './dom.ts'
import { enter, entriesOf, isDisabled, isEntered } from './fields.ts'
import type { FieldValue } from './fields.ts'
import { brokenRules } from './form_rules.ts'
import { elementInWords, labelOf } from './labels.ts'

/** What a button or a link leads to. */
export type Effect =
  | { type: 'event'; state: string; event: string; key?: string; fields: FormData }
  | { type: 'link'; url: string }
  | { type: 'form'; url: string; method: 'GET' | 'POST'; fields: FormData }

/** What was entered, until its form is sent. */
interface Entry {
  label: string
  value: FieldValue
}

/** The page as it was drawn last. */
interface View {
  html: string
  window: Promise<DrawnWindow>
}

const KNOWN = 'button, a[href], input:not([type=hidden]), select, textarea, h1, h2, [role]'

/**
 * The page as its user finds it: elements by role, label and text, fields that hold what was entered,
 * buttons that do something. It is drawn again whenever it is looked at.
 */
export class Screen {
  #draw: () => Promise<string>
  #url: () => string
  #view: View | undefined
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

  /** The document as it is now, with what was entered: the same for all who look at once. */
  async window(): Promise<DrawnWindow> {
    const html = await this.#draw()
    if (this.#view?.html !== html) this.#view = { html, window: this.#show(html) }
    return this.#view.window
  }

  /**
   * The one element that a query of Testing Library finds.
   *
   * @param query - `Role`, `LabelText`, `Text`, …
   * @throws E_TEST_NO_ELEMENT when there is none, or are several
   */
  async get(query: string, ...args: unknown[]): Promise<HTMLElement> {
    return this.#one(await this.#document(), query, args)
  }

  /** All elements that a query of Testing Library finds. */
  async all(query: string, ...args: unknown[]): Promise<HTMLElement[]> {
    return this.#find(await this.#document(), query, args)
  }

  /**
   * Enters a value into the field with a label.
   *
   * @throws E_TEST_NO_FIELD, E_TEST_FIELD_VALUE
   */
  async fill(label: string, value: FieldValue): Promise<void> {
    enter(this.#field(await this.#document(), label), label, value)
    this.#entries = this.#entries.filter((entry) => entry.label !== label)
    this.#entries.push({ label, value })
  }

  /**
   * What the button or the link with a name leads to.
   *
   * @throws E_TEST_NO_ELEMENT, E_TEST_PRESS_DISABLED, E_TEST_NO_ACTION, E_TEST_FORM_RULES
   */
  async press(name: string | RegExp): Promise<Effect> {
    const document = await this.#document()
    const buttons = this.#find(document, 'Role', ['button', { name }])
    const links = this.#find(document, 'Role', ['link', { name }])
    const element =
      buttons.length + links.length === 1
        ? [...buttons, ...links][0]
        : this.#one(document, 'Role', [buttons.length > 0 ? 'button' : 'link', { name }])
    if (isDisabled(element)) throw new E_TEST_PRESS_DISABLED([String(name)])
    const url = element.getAttribute('href')
    if (url !== null) return { type: 'link', url }
    const { form, type } = element as HTMLButtonElement
    if (!form || type !== 'submit') throw new E_TEST_NO_ACTION([String(name)])
    return this.submission(form, element)
  }

  /**
   * What a form leads to that is sent. What was entered into it is gone with that.
   *
   * @throws E_TEST_FORM_RULES when a browser would not send it
   */
  submission(form: HTMLFormElement, button?: HTMLElement): Effect {
    const broken = brokenRules(form, button)
    if (broken.length > 0) throw new E_TEST_FORM_RULES([broken.join(', ')])
    const fields = entriesOf(form, button)
    const named = [...fields.keys()].findLast((name) => eventOfField(name))
    this.#forget(form)
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
    const others = [...document.forms].map(elementInWords).join(', ') || 'none'
    const count = forms.length === 0 ? 'no' : `${forms.length}`
    throw new E_TEST_NO_ELEMENT([count, `form ${state}.${event}`, others])
  }

  async #show(html: string): Promise<DrawnWindow> {
    const window = await documentOf(html, this.#url())
    if (this.#entries.length > 0) this.#queries ??= await loadQueries()
    this.#entries = this.#entries.filter(({ label, value }) => {
      // The page may not have the field any more, or have closed it
      const field = this.#fieldsOf(window.document, label)[0]
      return field !== undefined && isEntered(field, label, value)
    })
    return window
  }

  /** The document as it is now, and the queries with which it is searched. */
  async #document(): Promise<Document> {
    const { document } = await this.window()
    this.#queries ??= await loadQueries()
    return document
  }

  #find({ body }: Document, query: string, args: unknown[]): HTMLElement[] {
    return this.#queries![`queryAllBy${query}`](body, ...args)
  }

  #one(document: Document, query: string, args: unknown[]): HTMLElement {
    const found = this.#find(document, query, args)
    if (found.length === 1) return found[0]
    const asked = `${query} ${args.map(show).join(' ')}`
    const shown = found.length > 0 ? found : [...document.querySelectorAll<HTMLElement>(KNOWN)]
    const others = shown.slice(0, 12).map(elementInWords).join(', ') || 'nothing that one could use'
    throw new E_TEST_NO_ELEMENT([found.length === 0 ? 'no' : `${found.length}`, asked, others])
  }

  #fieldsOf(document: Document, label: string): HTMLElement[] {
    return this.#find(document, 'LabelText', [label]).filter(isField)
  }

  #field(document: Document, label: string): HTMLElement {
    const fields = this.#fieldsOf(document, label)
    if (fields.length === 1) return fields[0]
    const found = this.#find(document, 'LabelText', [label])
    if (found.length === 1) return found[0]
    const all = [
      ...document.querySelectorAll<HTMLElement>('input:not([type=hidden]), select, textarea'),
    ]
    const count = fields.length === 0 ? 'no field' : `${fields.length} fields`
    throw new E_TEST_NO_FIELD([count, label, all.map(labelOf).join(', ') || 'none'])
  }

  /** A form whose event is called is as it was. */
  #forget(form: HTMLFormElement): void {
    const isKept = ({ label }: Entry) =>
      this.#fieldsOf(form.ownerDocument, label).every(
        (field) => (field as HTMLInputElement).form !== form
      )
    this.#entries = this.#entries.filter(isKept)
    this.#view = undefined
  }
}
