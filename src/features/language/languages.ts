/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../adonis/main.ts'
import type { I18nManager } from '../../adonis/main.ts'
import { EventRequest } from '../../bridge/main.ts'
import type { LimitedLog } from '../../logging/main.ts'
import type { MountedPage } from '../../pages/main.ts'
import {
  directionOf,
  LANGUAGE_FEATURE,
  LANGUAGE_STATE_ID,
  SWITCH_EVENT,
} from '../../protocol/main.ts'
import type { JsonValue, PageInfo, PageLanguage } from '../../protocol/main.ts'
import { errors, runInScope } from '../../state/main.ts'
import type { EventScope } from '../../state/main.ts'
import type { Arrival, EventCall, EventRun, Feature, Tab, TabPart } from '../../tabs/main.ts'
import type { ResolvedLanguage } from './configuration.ts'
import { E_LANGUAGE_FORMATTER, E_LANGUAGE_PACKAGE, E_LANGUAGE_UNSUPPORTED } from './exceptions.ts'
import { cookiesSince, Followers } from './followers.ts'
import type { FollowersOptions } from './followers.ts'
import { MessageCatalog } from './page_messages.ts'
import type { PageMessages } from './page_messages.ts'
import { TabMessages } from './tab_messages.ts'
import { visitorTimeZone } from './time_zone.ts'

/** Characters of a key that a page may say it lacks. */
const KEY_LENGTH = 200

/** Time zone of the first document of a browser, which is yet to tell its own. */
const FIRST_TIME_ZONE = 'UTC'

export interface LanguagesOptions extends ResolvedLanguage, FollowersOptions {
  /** Undefined in an application without @adonisjs/i18n. */
  i18n: I18nManager | undefined
  /** The code of pages is edited while they are served. */
  inDevelopment: boolean
  /** What the code of a page names by now, in development. */
  namesOf: (page: string) => Promise<readonly string[]>
  /** Hears of each message that a language lacks. */
  missing: (of: { locale: string; identifier: string; hasFallback: boolean }) => void
  log: LimitedLog
}

/** A page in a language, with all of its messages. */
interface LanguageOfPage {
  language: PageLanguage
  messages: PageMessages
}

/**
 * The language of pages: their texts come with them, and another language with the event that chooses
 * it, or when their next request has another locale.
 */
export class Languages implements Feature {
  readonly name = LANGUAGE_FEATURE
  #options: LanguagesOptions
  #catalog: MessageCatalog | undefined
  #followers: Followers
  #sent = new WeakMap<Tab, TabMessages>()
  /** What the log was told of, in development. */
  #told = new Set<string>()

  constructor(options: LanguagesOptions) {
    this.#options = options
    const { i18n, inDevelopment, missing } = options
    this.#followers = new Followers(options)
    this.#catalog =
      i18n &&
      new MessageCatalog({
        i18n,
        knowsAll: inDevelopment,
        lacks: (locale, identifier) => missing({ locale, identifier, hasFallback: true }),
      })
  }

  async start(): Promise<void> {
    if (this.#options.i18n) await this.#followers.start()
  }

  /**
   * @throws E_LANGUAGE_PACKAGE, E_LANGUAGE_FORMATTER
   */
  verify({ definition }: MountedPage): void {
    if (!definition.messages) return
    const { i18n } = this.#options
    if (!i18n) throw new E_LANGUAGE_PACKAGE([definition.id])
    const { name } = i18n.getFormatter()
    if (name !== 'icu') throw new E_LANGUAGE_FORMATTER([definition.id, name])
  }

  /** A page comes with its language, and with the messages that the browser does not have. */
  introduce(
    page: MountedPage,
    ctx: HttpContext,
    { tab, full }: Arrival
  ): Partial<PageInfo> | undefined {
    const { language, messages } = this.#of(page, extrasOf(ctx).i18n?.locale) ?? {}
    if (!language || !messages) return undefined
    language.m = this.#sentTo(tab).offer(messages, full)
    if (language.own) language.z = visitorTimeZone(ctx) ?? FIRST_TIME_ZONE
    // What comes over a socket was not rendered here
    if (!(ctx.request instanceof EventRequest)) language.at = Date.now()
    return { language }
  }

  attach(tab: Tab): TabPart {
    return {
      told: (data) => this.#answer(tab, data),
      admitted: (told, full) => this.#sent.get(tab)?.admitted(told, full),
      takenUp: () => this.#sent.get(tab)?.reconnected(),
      resynced: () => this.#sent.get(tab)?.forget(),
    }
  }

  /** The event by which a page switches to another language. */
  claim({
    tab,
    visitor,
    shown,
    definition,
    name,
    sent,
  }: EventCall): EventRun<LanguageOfPage | undefined> | undefined {
    if (definition.id !== LANGUAGE_STATE_ID || name !== SWITCH_EVENT) return undefined
    const [locale] = sent
    if (sent.length !== 1 || typeof locale !== 'string') {
      throw new errors.E_EVENT_ARGUMENT([1, SWITCH_EVENT, 'It is a locale'])
    }
    let cookies: Record<string, string | null> = {}
    return {
      handle: async (scope) => {
        const changed = cookiesSince(visitor.jar)
        await this.#switch(scope, locale)
        cookies = changed()
        return this.#of(shown.page, locale)
      },
      answer: (own, { redirected }) => {
        if (!own || redirected) return undefined
        const { language, messages } = own
        const kept = this.#sentTo(tab)
        language.m = kept.missing(messages)
        kept.note(messages)
        void this.#followers.tell(tab, cookies)
        return { r: language as unknown as JsonValue }
      },
    }
  }

  /**
   * @throws E_LANGUAGE_UNSUPPORTED, E_MISSING_MIDDLEWARE, what `language.remember` throws
   */
  async #switch(scope: EventScope, locale: string): Promise<void> {
    const { i18n: manager, remember } = this.#options
    const supported = manager!.supportedLocales()
    if (!supported.includes(locale)) {
      throw new E_LANGUAGE_UNSUPPORTED([locale.slice(0, KEY_LENGTH), supported.join(', ')])
    }
    const ctx = scope.ctx!
    const { i18n } = extrasOf(ctx)
    if (!i18n?.switchLocale) {
      const middleware = '#middleware/detect_user_locale_middleware'
      throw new errors.E_MISSING_MIDDLEWARE(['ctx.i18n', middleware])
    }
    i18n.switchLocale(locale)
    await runInScope(scope, `${LANGUAGE_STATE_ID}.${SWITCH_EVENT}`, async () =>
      remember(locale, ctx)
    )
  }

  /** A page lacks its texts, or one of them. */
  async #answer(tab: Tab, data: JsonValue): Promise<void> {
    const { shown } = tab
    if (!shown) return
    const { language: locale } = tab.states.app
    if (typeof data === 'string') return this.#note(tab, locale, data)
    const own = this.#of(shown.page, locale)
    if (!own) return
    this.#sentTo(tab).note(own.messages, true)
    tab.tell(LANGUAGE_FEATURE, own.language as unknown as JsonValue)
  }

  /**
   * A page shows a message that its code does not name, as far as the browser knows.
   *
   * @returns whether it names it by now: code is edited
   */
  async #namesNow(tab: Tab, key: string, locale: string): Promise<boolean> {
    const { page } = tab.shown!
    const { id, messages = [] } = page.definition
    if (MessageCatalog.isNamed(messages, key)) return true
    const names = await this.#options.namesOf(id)
    if (!MessageCatalog.isNamed(names, key)) return false
    const own = this.#of(page, locale)
    if (own) tab.tell(LANGUAGE_FEATURE, { ...own.language, n: names } as unknown as JsonValue)
    return true
  }

  /** While pages are edited, they say which messages they lack. */
  async #note(tab: Tab, locale: string, key: string): Promise<void> {
    const { inDevelopment, missing, log } = this.#options
    if (!inDevelopment || !this.#catalog || key.length > KEY_LENGTH) return
    const own = this.#supported(locale)
    const found = this.#catalog.find(own, key)
    if (found && !(await this.#namesNow(tab, key, own))) {
      const page = tab.shown?.page.definition.id
      if (this.#told.has(`${page} ${key}`)) return
      this.#told.add(`${page} ${key}`)
      log.warn(
        { page, key, help: `Name it where it is shown: useI18n('${key}')` },
        'production does not have the message %s on this page: no code of the page names it',
        key
      )
      return
    }
    if (found === 'own' || this.#told.has(`${own} ${key}`)) return
    this.#told.add(`${own} ${key}`)
    const hasFallback = found === 'fallback'
    missing({ locale: own, identifier: key, hasFallback })
    log.warn({ locale: own, key, hasFallback }, 'translation missing: %s, %s', own, key)
  }

  /** A middleware may take any locale, also one that a stranger has made up. */
  #supported(locale: string | undefined): string {
    const { i18n } = this.#options
    const isKnown = locale !== undefined && i18n!.supportedLocales().includes(locale)
    return isKnown ? locale : i18n!.defaultLocale
  }

  #sentTo(tab: Tab): TabMessages {
    const known = this.#sent.get(tab)
    if (known) return known
    const sent = new TabMessages()
    this.#sent.set(tab, sent)
    return sent
  }

  #of({ definition }: MountedPage, locale: string | undefined): LanguageOfPage | undefined {
    const { i18n, timeZone, inDevelopment } = this.#options
    if (!definition.messages || !this.#catalog || !i18n) return undefined
    const own = this.#supported(locale)
    const messages = this.#catalog.of(definition.messages, own)
    const { all, borrowed } = messages
    const language: PageLanguage = {
      l: own,
      ...(locale !== undefined && locale !== own && { of: locale }),
      ...(directionOf(own) === 'rtl' && { rtl: 1 }),
      m: all,
      s: i18n.supportedLocales(),
      ...(timeZone === 'visitor' ? { z: FIRST_TIME_ZONE, own: 1 } : { z: timeZone }),
      ...(inDevelopment && borrowed.length > 0 && { f: borrowed }),
      ...(inDevelopment && { n: definition.messages }),
    }
    return { language, messages }
  }
}
