/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { I18nManager } from '../../adonis/main.ts'

/** The messages of a page in one language. */
export interface PageMessages {
  readonly locale: string
  /** By key, without a prototype: a key may have any name. */
  readonly all: Readonly<Record<string, string>>
  /** Keys of those that the language lacks, and that are of its fallback. */
  readonly borrowed: readonly string[]
}

interface Language {
  own: Record<string, unknown>
  fallback: Record<string, unknown>
  /** By what the code of a page names. */
  pages: WeakMap<readonly string[], PageMessages>
}

export interface MessageCatalogOptions {
  i18n: I18nManager
  /** Pages get every message: while code is edited, nobody knows which it names. */
  knowsAll: boolean
  /** Hears of a message that a language lacks, once for a page. */
  lacks: (locale: string, key: string) => void
}

/**
 * The messages of the application that pages show.
 */
export class MessageCatalog {
  #options: MessageCatalogOptions
  #languages = new Map<string, Language>()

  constructor(options: MessageCatalogOptions) {
    this.#options = options
  }

  /**
   * The messages that the code of a page names.
   *
   * @param named - the same array for each request of a page
   * @param locale - one of the application's
   */
  of(named: readonly string[], locale: string): PageMessages {
    const language = this.#language(locale)
    let messages = language.pages.get(named)
    if (!messages) {
      const { knowsAll, lacks } = this.#options
      messages = { locale, ...read(language, knowsAll ? ['*'] : named) }
      language.pages.set(named, messages)
      if (!knowsAll) for (const key of messages.borrowed) lacks(locale, key)
    }
    return messages
  }

  /** Whether what the code of a page names includes a message. */
  static isNamed(named: readonly string[], key: string): boolean {
    return named.some(
      (name) => name === key || (name.endsWith('*') && key.startsWith(name.slice(0, -1)))
    )
  }

  /** Whether a language has a message, or its fallback. */
  find(locale: string, key: string): 'own' | 'fallback' | undefined {
    const { own, fallback } = this.#language(locale)
    if (textIn(own, key) !== undefined) return 'own'
    return textIn(fallback, key) === undefined ? undefined : 'fallback'
  }

  /** Messages that were loaded again take the place of those before. */
  #language(locale: string): Language {
    const { i18n } = this.#options
    const own = i18n.getTranslationsFor(locale)
    const fallback = i18n.getTranslationsFor(i18n.getFallbackLocaleFor(locale))
    let language = this.#languages.get(locale)
    if (language?.own !== own || language.fallback !== fallback) {
      this.#languages.set(locale, (language = { own, fallback, pages: new WeakMap() }))
    }
    return language
  }
}

function textIn(messages: Record<string, unknown>, key: string): string | undefined {
  const message = Object.hasOwn(messages, key) ? messages[key] : undefined
  return typeof message === 'string' ? message : undefined
}

function read({ own, fallback }: Language, named: readonly string[]): Omit<PageMessages, 'locale'> {
  const all = Object.create(null) as Record<string, string>
  const borrowed: string[] = []
  const take = (key: string) => {
    const text = textIn(own, key)
    const message = text ?? textIn(fallback, key)
    if (message === undefined || Object.hasOwn(all, key)) return
    all[key] = message
    if (text === undefined) borrowed.push(key)
  }
  const beginnings = named.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  for (const name of named) take(name)
  if (beginnings.length > 0) {
    for (const key of [...Object.keys(own), ...Object.keys(fallback)]) {
      if (beginnings.some((beginning) => key.startsWith(beginning))) take(key)
    }
  }
  return { all: Object.freeze(all), borrowed }
}
