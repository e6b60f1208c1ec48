/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PageLanguage } from '../protocol/main.ts'

/**
 * The messages that have come so far, by their locale: the server sends each of them once.
 */
export class KeptMessages {
  #all = new Map<string, PageLanguage['m']>()
  #names = new Set<string>()

  /**
   * Keeps the messages of a page.
   *
   * @returns its language, with all messages that are here
   */
  add(language: PageLanguage): PageLanguage {
    const { l: locale } = language
    const m = { ...this.#all.get(locale), ...language.m }
    this.#all.set(locale, m)
    if (!language.n) return { ...language, m }
    for (const name of language.n) this.#names.add(name)
    return { ...language, m, n: [...this.#names] }
  }
}
