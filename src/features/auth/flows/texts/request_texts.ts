/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../../../adonis/main.ts'
import { directionOf } from '../../../../protocol/main.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { AuthTexts } from './en.ts'

export type { AuthTexts }

/** Texts of one page, and those that all pages have. */
export type Labels<K extends PageName> = AuthTexts['common'] & AuthTexts[K]

/** A page of the flows. */
export type PageName = Exclude<keyof AuthTexts, 'common' | 'answers' | 'mails'>

/** A mail of the flows. */
export type MailName = Exclude<keyof AuthTexts['mails'], 'footer'>

/** What a flow answers. */
export type AnswerName = keyof AuthTexts['answers']

type Values = Record<string, string | number>

/** What is used of `ctx.i18n`: texts of the application go before those of the package. */
interface Translations {
  locale: string
  resolveIdentifier(identifier: string): { isFallback: boolean } | null
  t(identifier: string, data?: Values): string
}

const LANGUAGES: Record<string, AuthTexts> = { en, de }

/**
 * The texts for a request: those of the application's language files (`auth.login.title` in
 * `resources/lang/fr/auth.json`), or those of the package in its language, or in English.
 */
export class RequestTexts {
  readonly language: string
  #i18n: Translations | undefined
  #texts: AuthTexts

  private constructor(i18n: Translations | undefined) {
    this.#i18n = i18n
    this.language = i18n?.locale ?? 'en'
    this.#texts = LANGUAGES[baseOf(this.language)] ?? en
  }

  /**
   * @param i18n - of `@adonisjs/i18n`, for a locale
   */
  static of(i18n: { locale: string } | undefined): RequestTexts {
    return new RequestTexts(i18n as Translations | undefined)
  }

  /** What a flow answers. */
  answer(name: AnswerName, values: Values = {}): string {
    return this.#text(`answers.${name}`, this.#texts.answers[name], values)
  }

  /** The texts of a page. */
  page<K extends PageName>(name: K): Labels<K> {
    const groups = ['common', name] as const
    const entries = groups.flatMap((group) =>
      Object.entries(this.#texts[group]).map(([key, text]) => [
        key,
        this.#text(`${group}.${key}`, text, {}),
      ])
    )
    return Object.fromEntries(entries) as Labels<K>
  }

  /** The texts of a mail. */
  mail(name: MailName, values: Values) {
    const { subject, body, action } = this.#texts.mails[name]
    return {
      subject: this.#text(`mails.${name}.subject`, subject, values),
      body: this.#text(`mails.${name}.body`, body, values),
      action: this.#text(`mails.${name}.action`, action, values),
      footer: this.#text('mails.footer', this.#texts.mails.footer, values),
      language: this.language,
      direction: directionOf(this.language),
    }
  }

  #text(key: string, text: string, values: Values): string {
    const identifier = `auth.${key}`
    const found = this.#i18n?.resolveIdentifier(identifier)
    // Of two other languages, that of the package is the visitor's
    const isOwn = found && (!found.isFallback || !Object.hasOwn(LANGUAGES, baseOf(this.language)))
    return isOwn ? this.#i18n!.t(identifier, values) : filled(text, values)
  }
}

/** The texts for a request, in its language. */
export function textsOf(ctx: HttpContext): RequestTexts {
  return RequestTexts.of(extrasOf(ctx).i18n)
}

function baseOf(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0]
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
