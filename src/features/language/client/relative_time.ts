/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { toDate } from './dates.ts'
import { relativeFormat } from './intl.ts'
import type { DateValue, RelativeUnit } from './types.ts'

type Unit = Intl.RelativeTimeFormatUnitSingular

const SECOND = 1_000
const DAY = 86_400 * SECOND

/** Milliseconds of a unit. Months and years are taken as `@adonisjs/i18n` does. */
const LENGTHS: readonly [unit: Unit, length: number][] = [
  ['year', DAY * 365],
  ['month', (DAY * 365) / 12],
  ['day', DAY],
  ['hour', 3_600 * SECOND],
  ['minute', 60 * SECOND],
  ['second', SECOND],
]

/** Units of the calendar, in months. */
const MONTHS: Partial<Record<Unit, number>> = { month: 1, quarter: 3, year: 12 }

const WEEK = DAY * 7

/**
 * A time as it is from now.
 *
 * @param now - milliseconds since the epoch
 * @throws RangeError when the value is not a date
 */
export function formatRelativeTime(
  locale: string,
  now: number,
  value: DateValue,
  unit: RelativeUnit,
  options?: Intl.RelativeTimeFormatOptions
): string {
  const format = relativeFormat(locale, options)
  if (unit === 'auto') {
    const difference = typeof value === 'number' ? value : toDate(value).getTime() - now
    const [fitting, length] =
      LENGTHS.find(([, each]) => Math.abs(difference) >= each) ?? LENGTHS.at(-1)!
    return format.format(Math.floor(difference / length), fitting)
  }
  if (typeof value === 'number') return format.format(value, unit)
  return format.format(unitsUntil(toDate(value), now, unit.replace(/s$/, '') as Unit), unit)
}

/** Whole units from now until a date, rounded down. */
function unitsUntil(date: Date, now: number, unit: Unit): number {
  const months = MONTHS[unit]
  if (months !== undefined) return Math.floor(monthsUntil(date, new Date(now)) / months)
  const length = unit === 'week' ? WEEK : LENGTHS.find(([name]) => name === unit)![1]
  return Math.floor((date.getTime() - now) / length)
}

/** Months of the calendar, of which the last one may be begun only: rounded down. */
function monthsUntil(date: Date, now: Date): number {
  const months =
    (date.getUTCFullYear() - now.getUTCFullYear()) * 12 + date.getUTCMonth() - now.getUTCMonth()
  const reached = new Date(now)
  reached.setUTCMonth(reached.getUTCMonth() + months)
  return reached.getTime() > date.getTime() ? months - 1 : months
}
