/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Direction } from '../../../protocol/main.ts'
import type { Locales, Messages } from '../message_types.ts'

/** The names in what an application declares; any before it has declared one. */
type NamesIn<Declared> = [keyof Declared] extends [never] ? string : keyof Declared & string

/** Key of a message of the application. */
export type MessageKey = NamesIn<Messages>

/** How keys begin: all that stands before one of their dots. */
type Beginning<Key extends string> = Key extends `${infer Head}.${infer Rest}`
  ? Head | `${Head}.${Beginning<Rest>}`
  : never

/** What names messages: a key, or all keys with a beginning, as `orders.status.*`. */
export type MessageName = MessageKey | `${Beginning<MessageKey>}.*`

/** A locale of the application. */
export type Locale = NamesIn<Locales>

/** What a message can show. A date can be a text, as pages have it. */
export type MessageValue = string | number | bigint | boolean | Date | null | undefined

type ParamsOf<Key> = Key extends keyof Messages
  ? (params: Messages[Key]) => void
  : (params: unknown) => void

/** The params of all messages that a key may be. */
type AllParams<Key> = ParamsOf<Key> extends (params: infer Params) => void ? Params : never

/** What a message needs besides its key. */
export type MessageArguments<Key extends MessageKey> = [keyof Messages] extends [never]
  ? [values?: Readonly<Record<string, MessageValue>>]
  : [keyof AllParams<Key>] extends [never]
    ? []
    : [values: Readonly<AllParams<Key>>]

/** What is formatted as a date: a text is in ISO form, and one without a time is that day anywhere. */
export type DateValue = string | number | Date

/** Options of a currency. */
export type CurrencyOptions = Intl.NumberFormatOptions & { currency: string }

/** Unit of a relative time; `auto` takes the largest that fits. */
export type RelativeUnit = Intl.RelativeTimeFormatUnit | 'auto'

/** The language of a page: its texts and its formats. Each function can be taken out of it. */
export interface I18n {
  /** Locale of the texts. */
  readonly language: Locale
  /** In which direction they are written. */
  readonly dir: Direction
  /** Locales of the application. */
  readonly languages: readonly Locale[]
  /** Time zone of dates and times. */
  readonly timeZone: string
  /**
   * Returns a message of the application. A page has those whose keys its code contains as texts.
   *
   * @param key - of the message
   * @param values - its params by name
   */
  readonly t: <Key extends MessageKey>(key: Key, ...values: MessageArguments<Key>) => string
  /**
   * Switches to another language. The page stays, with its state and what is entered in its forms.
   *
   * @throws ReflexError E_LANGUAGE_UNSUPPORTED, and what `language.remember` throws
   */
  readonly switchTo: (locale: Locale) => Promise<void>
  /** @throws RangeError for options that `Intl` does not know, as all formats */
  readonly formatNumber: (
    value: number | bigint | string,
    options?: Intl.NumberFormatOptions
  ) => string
  /** @param options - the currency, such as `EUR` */
  readonly formatCurrency: (value: number | bigint | string, options: CurrencyOptions) => string
  readonly formatDate: (value: DateValue, options?: Intl.DateTimeFormatOptions) => string
  /** With seconds, unless options say otherwise. */
  readonly formatTime: (value: DateValue, options?: Intl.DateTimeFormatOptions) => string
  /**
   * @param value - a date, which is compared with now, or a number of units; of milliseconds with `auto`
   */
  readonly formatRelativeTime: (
    value: DateValue,
    unit: RelativeUnit,
    options?: Intl.RelativeTimeFormatOptions
  ) => string
  /** The plural category of a number: `one`, `few`, `other`. */
  readonly formatPlural: (value: number, options?: Intl.PluralRulesOptions) => Intl.LDMLPluralRule
  readonly formatList: (items: Iterable<string>, options?: Intl.ListFormatOptions) => string
  /** The name of a language, a country or a currency; undefined for a code that has none. */
  readonly formatDisplayNames: (
    code: string,
    options: Intl.DisplayNamesOptions
  ) => string | undefined
}
