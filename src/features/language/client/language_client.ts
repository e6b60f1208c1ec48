/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { clientError } from '../../../client/main.ts'
import type {
  ClientFeature,
  ClientFeatureContext,
  ClientFeatureFactory,
} from '../../../client/main.ts'
import {
  APP_STATE_ID,
  LANGUAGE_FEATURE,
  LANGUAGE_STATE_ID,
  SWITCH_EVENT,
  TIME_ZONE_COOKIE,
} from '../../../protocol/main.ts'
import type { JsonValue, PageInfo, PageLanguage } from '../../../protocol/main.ts'
import { createI18n } from './create_i18n.ts'
import type { I18n } from './types.ts'

/** Calls an event. */
export type CallEvent = (
  state: string,
  event: string,
  args: JsonValue[]
) => Promise<JsonValue | undefined>

/** Seconds that a browser keeps its time zone for the next document. */
const COOKIE_LIFETIME = 365 * 24 * 60 * 60

/** Milliseconds until the server is asked again for a message that no code names. */
const ASK_AGAIN = 250

/** The messages of a language that have come so far. */
type Messages = Map<string, string>

/**
 * The language of a tab. Its messages come with each page that shows some, and those of another
 * language with the event that chooses it. If another request has changed the language, they are asked
 * for, and the page keeps its language until they are there.
 */
export class LanguageClient implements ClientFeature {
  #context: ClientFeatureContext
  #listeners = new Set<() => void>()
  /** By locale. */
  #messages = new Map<string, Messages>()
  #page: PageInfo | undefined
  /** What was told last. */
  #told: PageLanguage
  /** The one before, whose page may still be shown. */
  #before: string | undefined
  #current: I18n
  #initial: I18n
  /** The event that runs brings messages itself. */
  #switches = 0
  /** Locale of the messages that were asked for on this connection. */
  #asked: unknown
  /** The page shows what a server has rendered, at the time when that was. */
  #isRendered: boolean
  /** What the console was told of. */
  #noted = new Set<string>()
  /** Messages that no code names, and that the server is about to be asked for again. */
  #asking = new Set<string>()

  /**
   * @throws ReflexError E_PAGE_LANGUAGE
   */
  constructor(context: ClientFeatureContext) {
    this.#context = context
    const { page, initial } = context.store
    const told = page.language
    if (!told) {
      throw clientError(
        500,
        'E_PAGE_LANGUAGE',
        `The page "${page.url}" has no language. Import useI18n by its name in a module that the page imports.`
      )
    }
    this.#page = page
    this.#told = told
    this.#learn(told)
    // What a server has rendered is taken up as it is
    this.#isRendered = page === initial.page
    const timeZone = this.#isRendered ? told.z : this.#zoneOf(told)
    this.#current = this.#initial = this.#make(told, timeZone)
    this.#tellTimeZone(told)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The language of the page. */
  readonly current = (): I18n => {
    this.#lookAtPage()
    return this.#current
  }

  /** As the server has rendered it. */
  readonly initial = (): I18n => this.#initial

  /** The page is on the screen: it goes on with the time zone of the browser, and with its time. */
  readonly ready = (): void => {
    if (!this.#isRendered) return
    this.#isRendered = false
    if (this.#zoneOf(this.#told) === this.#current.timeZone) return
    // What was typed before the page was ready is taken up first
    this.#context.environment.setTimeout(() => this.#show(this.#told), 0)
  }

  /** The language of the page as the server has told it. */
  get source(): PageLanguage {
    this.#lookAtPage()
    return this.#told
  }

  /** Whether the last request had another language, whose messages are yet to come. */
  get isPending(): boolean {
    return this.#wanted !== undefined
  }

  /** How pages call events, once one of them has shown itself. */
  call: CallEvent | undefined

  changed(): void {
    this.#lookAtPage()
    const wanted = this.#wanted
    if (wanted === this.#asked || this.#switches > 0) return
    this.#asked = wanted
    if (wanted !== undefined) this.#context.tell(null)
  }

  connected(): void {
    this.#asked = undefined
    this.changed()
  }

  told(data: JsonValue): void {
    this.#take(data as unknown as PageLanguage)
  }

  /** Locale of the last request, when it is another one than that of the page. */
  get #wanted(): JsonValue | undefined {
    const language = this.#context.store.told(APP_STATE_ID)?.vars.language
    const { l, of = l } = this.#told
    return language === of ? undefined : language
  }

  async #switchTo(locale: string): Promise<void> {
    this.#switches++
    try {
      const language = await this.call!(LANGUAGE_STATE_ID, SWITCH_EVENT, [locale])
      if (language) this.#take(language as unknown as PageLanguage)
    } finally {
      this.#switches--
      // Another event may have had another locale since
      this.changed()
    }
  }

  /** Takes up what a page came with. */
  #lookAtPage(): void {
    const { page } = this.#context.store
    if (page === this.#page) return
    this.#page = page
    if (page.language) this.#take(page.language)
    // The frame that has brought the page was lost, and a snapshot does not say it again
    else if (page.states.includes(LANGUAGE_STATE_ID)) this.#context.tell(null)
  }

  #take(language: PageLanguage): void {
    const told = this.#context.store.messages.add(language)
    const { l, z, rtl, n } = this.#told
    this.#told = told
    const isNews = this.#learn(told)
    if (told.l === l && told.z === z && told.rtl === rtl && told.n?.length === n?.length && !isNews)
      return
    if (told.l !== l) this.#before = l
    this.#show(told)
  }

  #show(told: PageLanguage): void {
    this.#current = this.#make(told, this.#zoneOf(told))
    for (const listener of this.#listeners) listener()
  }

  /** @returns whether a message is another one than before */
  #learn({ l, m }: PageLanguage): boolean {
    let messages = this.#messages.get(l)
    if (!messages) this.#messages.set(l, (messages = new Map()))
    let isNews = false
    for (const key of Object.keys(m)) {
      const known = messages.get(key)
      isNews ||= known !== undefined && known !== m[key]
      messages.set(key, m[key])
    }
    return isNews
  }

  #make({ l, rtl, s, at }: PageLanguage, timeZone: string): I18n {
    const { environment } = this.#context
    const messages = this.#messages.get(l)!
    return createI18n({
      language: l as I18n['language'],
      dir: rtl ? 'rtl' : 'ltr',
      languages: s as I18n['languages'],
      timeZone,
      now: () => (this.#isRendered ? (at ?? environment.now()) : environment.now()),
      switchTo: (locale) => this.#switchTo(locale),
      message: (key) => {
        const message = this.#isNamed(key) ? messages.get(key) : undefined
        if (this.#context.development) this.#noteMissing(key, message)
        // A page that goes away still shows its messages
        if (message !== undefined || !this.#before || !this.#isNamed(key)) return message
        return this.#messages.get(this.#before)?.get(key)
      },
      failed: (key, error) => {
        if (!this.#context.development || !this.#isFirst(`broken ${l} ${key}`)) return
        const why = (error as Error).message
        console.error(`[reflex] The message "${key}" of "${l}" cannot be shown: ${why}`)
      },
    })
  }

  /** While the application is developed, its missing messages are told. */
  #noteMissing(key: string, message: string | undefined): void {
    const { l, f } = this.#told
    const isBorrowed = f?.includes(key)
    if (message !== undefined && !isBorrowed) return
    const isFirst = this.#isFirst(`missing ${l} ${key}`)
    if (isFirst) {
      console.warn(
        `[reflex] translation missing: ${l}, ${key} (${this.#whyMissing(key, isBorrowed)})`
      )
    }
    if (isFirst) this.#context.tell(key)
    else if (!this.#isNamed(key)) this.#askSoon(key)
  }

  /** The code of a page that is edited may name a message by now: what is rendered last is asked for. */
  #askSoon(key: string): void {
    if (this.#asking.has(key)) return
    this.#asking.add(key)
    this.#context.environment.setTimeout(() => {
      this.#asking.delete(key)
      if (!this.#isNamed(key)) this.#context.tell(key)
    }, ASK_AGAIN)
  }

  #whyMissing(key: string, isBorrowed: boolean | undefined): string {
    if (isBorrowed) return 'the message of its fallback is shown'
    if (this.#isNamed(key)) return 'no message has this key'
    const name = key.replace(/[^.]+$/, '*')
    return `no code of the page names it, so production does not have it. Write useI18n('${name}')`
  }

  /**
   * Whether the page has the message in production: its code names it. In development all messages are
   * here, as code is edited, and only those count that production has.
   */
  #isNamed(key: string): boolean {
    const { n: names } = this.#told
    if (!names || names.includes(key)) return true
    return names.some((name) => name.endsWith('*') && key.startsWith(name.slice(0, -1)))
  }

  #isFirst(what: string): boolean {
    if (this.#noted.has(what)) return false
    this.#noted.add(what)
    return true
  }

  #zoneOf({ z, own }: PageLanguage): string {
    return (own && this.#context.environment.document && ownTimeZone()) || z
  }

  /** The server renders the next document in the time zone of the browser. */
  #tellTimeZone({ z, own }: PageLanguage): void {
    const { document, location } = this.#context.environment
    const zone = ownTimeZone()
    if (!document || !own || !zone || zone === z) return
    const secure = new URL(location.href).protocol === 'https:' ? ';secure' : ''
    try {
      document.cookie = `${TIME_ZONE_COOKIE}=${zone};path=/;max-age=${COOKIE_LIFETIME};samesite=lax${secure}`
    } catch {
      // A sandboxed frame has no cookies: each document begins with another time zone
    }
  }
}

/** The time zone of the browser; undefined where it does not say. */
function ownTimeZone(): string | undefined {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Loaded, and made, by the first page that asks for its language. */
export const languageFeature: ClientFeatureFactory<LanguageClient> = {
  name: LANGUAGE_FEATURE,
  create: (context) => new LanguageClient(context),
}
