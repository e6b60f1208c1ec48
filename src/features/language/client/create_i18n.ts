/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { formatDate } from './dates.ts'
import { displayNames, listFormat, numberFormat, pluralRules } from './intl.ts'
import { formatMessage } from './messages.ts'
import { formatRelativeTime } from './relative_time.ts'
import type { I18n, MessageValue } from './types.ts'

/** What a language is made of. */
export interface LanguageSource extends Pick<
  I18n,
  'language' | 'dir' | 'languages' | 'timeZone' | 'switchTo'
> {
  /** The message of a key; undefined for one that the page does not have. */
  message: (key: string) => string | undefined
  /** Milliseconds since the epoch. */
  now: () => number
  /** A message cannot be shown as it is meant. */
  failed: (key: string, error: unknown) => void
}

type Values = Readonly<Record<string, MessageValue>>

function toNumber(value: number | bigint | string): number | bigint {
  return typeof value === 'string' ? Number(value) : value
}

/**
 * A language as pages have it.
 */
export function createI18n({ message, now, failed, ...own }: LanguageSource): I18n {
  const { language, timeZone } = own
  const t = (key: string, values: Values = {}): string => {
    const text = message(key)
    // As `@adonisjs/i18n` has it
    if (text === undefined) return `translation missing: ${language}, ${key}`
    try {
      return formatMessage(text, language, timeZone, values)
    } catch (error) {
      failed(key, error)
      return text
    }
  }
  return Object.freeze({
    ...own,
    // The types of keys and values are those of the application
    t: t as unknown as I18n['t'],
    formatNumber: (value, options) => numberFormat(language, options).format(toNumber(value)),
    formatCurrency: (value, options) =>
      numberFormat(language, { style: 'currency', ...options }).format(toNumber(value)),
    formatDate: (value, options) => formatDate(language, timeZone, value, options),
    formatTime: (value, options) => {
      const { hour, minute, second } = options ?? {}
      const isSaid = hour || minute || second
      return formatDate(
        language,
        timeZone,
        value,
        isSaid ? options : { timeStyle: 'medium', ...options }
      )
    },
    formatRelativeTime: (value, unit, options) =>
      formatRelativeTime(language, now(), value, unit, options),
    formatPlural: (value, options) => pluralRules(language, options).select(value),
    formatList: (items, options) => listFormat(language, options).format(items),
    formatDisplayNames: (code, options) => displayNames(language, options).of(code),
  } satisfies I18n)
}
