/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Direction } from './language.ts'

/** Scripts that are written from right to left, of languages that are written today. */
const RIGHT_TO_LEFT = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
])

const known = new Map<string, Direction>()

/** Locales that are remembered: an application has some dozens. */
const MOST = 500

/**
 * In which direction a language is written.
 *
 * @param locale - `he`, `az-Arab`, `pt-BR`; what is none is written from left to right
 */
export function directionOf(locale: string): Direction {
  let direction = known.get(locale)
  if (direction) return direction
  direction = RIGHT_TO_LEFT.has(scriptOf(locale) ?? '') ? 'rtl' : 'ltr'
  if (known.size < MOST) known.set(locale, direction)
  return direction
}

function scriptOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-')).maximize().script
  } catch {
    return undefined
  }
}
