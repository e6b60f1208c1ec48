/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Formats that are kept: to make one takes much longer than to use it. */
const MOST = 1_000

const kept = new Map<string, unknown>()

function keep<T>(key: string, make: () => T): T {
  const known = kept.get(key) as T | undefined
  if (known !== undefined) return known
  const made = make()
  // Visitors have some hundred time zones, and a page may count through options
  if (kept.size >= MOST) kept.clear()
  kept.set(key, made)
  return made
}

function keyOf(kind: string, locale: string, options: object | undefined): string {
  return `${kind} ${locale} ${options ? JSON.stringify(options) : ''}`
}

/*
 * The formats of `Intl`, each made once for a locale and its options.
 */

export function numberFormat(locale: string, options?: Intl.NumberFormatOptions) {
  return keep(keyOf('n', locale, options), () => new Intl.NumberFormat(locale, options))
}

export function dateFormat(locale: string, options?: Intl.DateTimeFormatOptions) {
  return keep(keyOf('d', locale, options), () => new Intl.DateTimeFormat(locale, options))
}

export function pluralRules(locale: string, options?: Intl.PluralRulesOptions) {
  return keep(keyOf('p', locale, options), () => new Intl.PluralRules(locale, options))
}

export function listFormat(locale: string, options?: Intl.ListFormatOptions) {
  return keep(keyOf('l', locale, options), () => new Intl.ListFormat(locale, options))
}

export function relativeFormat(locale: string, options?: Intl.RelativeTimeFormatOptions) {
  return keep(keyOf('r', locale, options), () => new Intl.RelativeTimeFormat(locale, options))
}

export function displayNames(locale: string, options: Intl.DisplayNamesOptions) {
  return keep(keyOf('c', locale, options), () => new Intl.DisplayNames(locale, options))
}
