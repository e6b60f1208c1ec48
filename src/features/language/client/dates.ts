/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { dateFormat } from './intl.ts'
import type { DateValue } from './types.ts'

/** A day without a time. */
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function toDate(value: DateValue): Date {
  return value instanceof Date ? value : new Date(value)
}

/**
 * @param timeZone - in which it is shown, unless options say otherwise; a day is that day anywhere
 * @throws RangeError when the value is not a date
 */
export function formatDate(
  locale: string,
  timeZone: string,
  value: DateValue,
  options: Intl.DateTimeFormatOptions = {}
): string {
  const isDay = typeof value === 'string' && DAY.test(value)
  const zone = isDay ? 'UTC' : (options.timeZone ?? timeZone)
  return dateFormat(locale, { ...options, timeZone: zone }).format(toDate(value))
}
