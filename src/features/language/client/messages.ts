/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { IntlMessageFormat } from 'intl-messageformat'
import { formatDate } from './dates.ts'
import { numberFormat, pluralRules } from './intl.ts'
import type { DateValue, MessageValue } from './types.ts'

type Parsed = ReturnType<IntlMessageFormat['getAst']>
type Formatters = NonNullable<ConstructorParameters<typeof IntlMessageFormat>[3]>['formatters']

/** Parsed messages that are kept. */
const MOST = 5_000

const parsed = new Map<string, Parsed>()

/** What ICU does nothing about. */
const PLAIN = /^[^{}']*$/

/** As `@adonisjs/i18n` has it: what looks like a tag is text. */
const OPTIONS = { ignoreTag: true } as const

function parse(message: string, locale: string): Parsed {
  const key = `${locale} ${message}`
  let ast = parsed.get(key)
  if (!ast) {
    ast = new IntlMessageFormat(message, locale, undefined, OPTIONS).getAst()
    if (parsed.size >= MOST) parsed.clear()
    parsed.set(key, ast)
  }
  return ast
}

const formatters = new Map<string, Formatters>()

/** Formats that are made once for all messages, with dates in a time zone. */
function formattersIn(timeZone: string): Formatters {
  let those = formatters.get(timeZone)
  if (!those) {
    those = {
      getNumberFormat: (locale, options) => numberFormat(String(locale), options),
      getPluralRules: (locale, options) => pluralRules(String(locale), options),
      getDateTimeFormat: (locale, options) =>
        ({
          format: (value: DateValue) => formatDate(String(locale), timeZone, value, options),
        }) as Intl.DateTimeFormat,
    }
    if (formatters.size >= MOST) formatters.clear()
    formatters.set(timeZone, those)
  }
  return those
}

/**
 * An ICU message with its values.
 *
 * @throws Error when the message cannot be read, or lacks a value
 */
export function formatMessage(
  message: string,
  locale: string,
  timeZone: string,
  values: Readonly<Record<string, MessageValue>>
): string {
  if (PLAIN.test(message)) return message
  const options = { ...OPTIONS, formatters: formattersIn(timeZone) }
  const format = new IntlMessageFormat(parse(message, locale), locale, undefined, options)
  return String(format.format(values as Record<string, string>))
}
