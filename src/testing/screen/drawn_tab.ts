/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { languageFeature } from '../../features/language/client/main.ts'
import type { LanguageClient, Locale } from '../../features/language/client/main.ts'
import type { BootData, StateSnapshot } from '../../protocol/main.ts'
import { ofForm, snapshotOf } from '../../client/main.ts'
import { stateId } from '../../state/main.ts'
import type { State, StateClass } from '../../state/main.ts'
import { within } from '../../within.ts'
import { E_TEST_NO_RENDERER, E_TEST_NOTHING_ASSERTED } from '../exceptions.ts'
import { show } from '../difference.ts'
import { readHttpDocument } from '../tab/http_document.ts'
import { holdsInTime, PATIENCE } from '../tab/waiting.ts'
import { TestTab } from '../tab/test_tab.ts'
import type { EventName } from '../types.ts'
import { accessibilityProblems } from './accessibility.ts'
import type { AccessibilityOptions } from './accessibility.ts'
import type { FieldValue } from './fields.ts'
import { Screen } from './screen.ts'
import type { Effect } from './screen.ts'
import type { ScreenElement } from './screen_element.ts'
import { TestForm } from './test_form.ts'
import { textOf } from './text_of.ts'

/** How an element is named, and what it is like. */
export interface RoleOptions {
  /** Its accessible name: the whole, or what matches. */
  name?: string | RegExp
  level?: number
  checked?: boolean
  selected?: boolean
  expanded?: boolean
  pressed?: boolean
  current?: boolean | string
}

/**
 * A tab whose page can be looked at: it is drawn by React as the server draws it, with the states that
 * the page has now.
 */
export abstract class DrawnTab extends TestTab {
  #screen = new Screen(
    () => this.html(),
    () => this.window.origin + this.url
  )
  /** The last drawing, and what it was of. */
  #drawn: { of: readonly unknown[]; html: Promise<string> } | undefined

  /**
   * The HTML of the page, as it is now.
   *
   * @throws what a component throws; E_TEST_NO_RENDERER where the server does not draw the page
   */
  async html(): Promise<string> {
    // What a handler has asked for is there too, as a redirect that the client follows
    await within(PATIENCE, this.window.quiet(this.journal))
    await this.#settleLanguage()
    return this.#html()
  }

  /** The language of the page; undefined where it has none. */
  get #language(): LanguageClient | undefined {
    const { store, features } = this.client
    if (!store.page.language) return undefined
    const language = features.use(languageFeature)
    language.call ??= (state, event, args) => this.client.call(state, event, args)
    return language
  }

  /** A request may have changed the language before anything looked at it. */
  async #settleLanguage(): Promise<void> {
    const language = this.#language
    language?.changed()
    if (language) await holdsInTime(this.window, () => !language.isPending, PATIENCE)
  }

  #html(): Promise<string> {
    const { store, toasts } = this.client
    const records = store.page.states.map((id) => store.state(id))
    const list = toasts.list()
    const of = [store.page, this.#language?.source, list, ...records]
    const { of: known } = this.#drawn ?? {}
    if (!known || known.length !== of.length || known.some((each, index) => each !== of[index])) {
      this.#drawn = { of, html: this.#draw() }
      this.#drawn.html.catch(() => {})
    }
    return this.#drawn!.html
  }

  /**
   * Switches the page to another language, as `switchTo()` of `useI18n()` does.
   *
   * @throws ReflexError when the server refuses; E_PAGE_LANGUAGE when the page does not use `useI18n()`
   */
  async switchTo(locale: string): Promise<this> {
    const language = this.#language ?? this.client.features.use(languageFeature)
    await this.perform(() => language.current().switchTo(locale as Locale))
    return this
  }

  /**
   * @param locale - of the texts that the page has with `useI18n()`
   * @throws AssertionError when they are of another one, or the page has none
   */
  async assertLanguage(locale: string): Promise<void> {
    await this.#settleLanguage()
    const actual = this.#language?.source.l
    if (actual === locale) return
    const message = `Expected texts of "${locale}", got ${actual ? `those of "${actual}"` : 'none'}`
    this.fail({ message, expected: locale, actual }, this.assertLanguage)
  }

  /**
   * @param text - that the page shows, with single spaces
   * @throws AssertionError when it does not; what a component throws; E_TEST_NOTHING_ASSERTED for an
   *   empty text
   */
  async assertSee(text: string): Promise<void> {
    const seen = textOf(await this.html())
    if (text.trim() === '') throw new E_TEST_NOTHING_ASSERTED(["assertSee('')", 'Write a text'])
    if (seen.includes(text)) return
    const message = `Expected to see ${show(text)}, got ${show(seen)}`
    this.fail({ message, expected: text, actual: seen }, this.assertSee)
  }

  /**
   * @throws AssertionError when the page shows the text; what a component throws
   */
  async assertNotSee(text: string): Promise<void> {
    const seen = textOf(await this.html())
    const index = seen.indexOf(text)
    if (index === -1) return
    const around = seen.slice(Math.max(0, index - 40), index + text.length + 40)
    const message = `Expected not to see ${show(text)}, got ${show(around)}`
    this.fail({ message, actual: seen }, this.assertNotSee)
  }

  /**
   * The element with a role, as assistive technology finds it.
   *
   * @throws E_TEST_NO_ELEMENT when there is none, or are several; E_TEST_NO_PACKAGE
   *
   * @example
   * ```ts
   * const heading = await page.getByRole('heading', { name: 'Basket' })
   * ```
   */
  getByRole(role: string, options: RoleOptions = {}): Promise<ScreenElement> {
    return this.#screen.get('Role', role, options)
  }

  /** All elements with a role. */
  getAllByRole(role: string, options: RoleOptions = {}): Promise<ScreenElement[]> {
    return this.#screen.all('Role', role, options)
  }

  /**
   * The field with a label.
   *
   * @throws E_TEST_NO_ELEMENT, E_TEST_NO_PACKAGE
   */
  getByLabel(label: string | RegExp): Promise<ScreenElement> {
    return this.#screen.get('LabelText', label)
  }

  /**
   * The element with a text.
   *
   * @throws E_TEST_NO_ELEMENT, E_TEST_NO_PACKAGE
   */
  getByText(text: string | RegExp): Promise<ScreenElement> {
    return this.#screen.get('Text', text)
  }

  /**
   * Enters a value into the field with a label. It stays there until its form is sent.
   *
   * @throws E_TEST_NO_FIELD, E_TEST_FIELD_VALUE, E_TEST_NO_PACKAGE
   */
  async fill(label: string, value: FieldValue): Promise<this> {
    await this.#screen.fill(label, value)
    return this
  }

  /**
   * Presses the button or the link with a name. A button sends its form, with what was entered, the
   * defaults of the other fields and its own value.
   *
   * @throws E_TEST_NO_ELEMENT, E_TEST_PRESS_DISABLED, E_TEST_NO_PACKAGE; E_TEST_FORM_RULES when a browser
   *   would not send the form; E_TEST_NO_ACTION for a button without a form, of which HTML does not say
   *   what it does
   */
  async press(name: string | RegExp): Promise<this> {
    const effect = await this.#screen.press(name)
    await this.perform(() => this.#have(effect))
    return this
  }

  /**
   * The form whose action is an event.
   *
   * @throws E_TEST_NO_ELEMENT, E_TEST_NO_PACKAGE
   *
   * @example
   * ```ts
   * const form = await page.form({ action: [BasketState, 'add'] })
   * await form.fill({ productId: 1 }).submit()
   * ```
   */
  async form<S extends State>(of: {
    action: readonly [state: StateClass<S>, event: EventName<S>]
  }): Promise<TestForm> {
    const [state, event] = of.action
    const find = () => this.#screen.form(stateId(state), event)
    return new TestForm(await find(), async (enterInto) => {
      // The page may have been drawn again since
      const form = await find()
      enterInto(form)
      const effect = this.#screen.submission(form)
      await this.perform(() => this.#have(effect))
    })
  }

  /**
   * Checks the page with axe-core. What needs a layout, such as contrast, is not checked.
   *
   * @throws AssertionError when something keeps people out; E_TEST_NO_PACKAGE
   */
  async assertAccessible(options: AccessibilityOptions = {}): Promise<void> {
    const problems = await accessibilityProblems(await this.#screen.window(), options)
    if (problems.length === 0) return
    const message = 'Expected the page to be accessible'
    this.fail(
      { message, differences: problems, expected: [], actual: problems },
      this.assertAccessible
    )
  }

  async #draw(): Promise<string> {
    const { testDoor, build, pages } = this.harness.reflex
    const { renderer } = testDoor
    const { store, toasts, tab } = this.client
    const { page } = store
    if (!renderer || !pages.find(page.id)?.definition.ssr) throw new E_TEST_NO_RENDERER([page.id])
    const states: Record<string, StateSnapshot> = {}
    for (const id of page.states) {
      const record = store.state(id)
      if (record) states[id] = snapshotOf(record)
    }
    const list = toasts.list().map(({ id, ...toast }) => ({ type: 'toast' as const, ...toast }))
    const language = this.#language?.source
    const boot: BootData = {
      token: tab,
      build,
      development: false,
      page: language ? { ...page, language } : page,
      states,
      toasts: list,
    }
    return renderer.renderWhole({ boot })
  }

  /** What was pressed has its effect. */
  async #have(effect: Effect): Promise<void> {
    if (effect.type === 'link') return this.window.click(effect.url)
    if (effect.type === 'event') {
      const { state, event, key, fields } = effect
      const caller = this.client.events.caller(state, event)
      if (key === undefined) await caller(fields)
      else await ofForm(caller).call(() => {}, fields, key)
      return
    }
    const target = new URL(effect.url, this.window.origin + this.url)
    const body = new URLSearchParams(
      [...effect.fields].map(([name, value]) => [name, String(value)])
    )
    if (effect.method === 'GET') {
      target.search = body.toString()
      return this.window.follow(target.href)
    }
    const { origin } = this.window
    const path = target.pathname + target.search
    const response = await this.fetch(path, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin, 'referer': origin },
    })
    const { redirect, ...document } = await readHttpDocument(path, response)
    if (redirect !== undefined) return this.window.follow(redirect)
    this.window.documents.push(document)
    this.noteStatus(document)
    await this.window.answered(document)
  }
}
