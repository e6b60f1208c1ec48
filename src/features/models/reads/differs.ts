/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Texts that every collation compares by their letters, case and spaces aside. Times may be written in two ways. */
const PLAIN = /^[\w .@+-]*$/
const LIKE_A_DATE = /^\d{4}-\d\d(-|$)/

type Comparable = string | number | null

function comparable(value: unknown): Comparable | undefined {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  return PLAIN.test(value) && !LIKE_A_DATE.test(value) ? value : undefined
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/**
 * Whether a database is sure to take two values for different ones. It has collations and types of its own: a value that
 * is the same as another there must not differ here.
 *
 * @param stored - as a row has it
 * @param wanted - as a condition has it
 */
export function differs(stored: unknown, wanted: unknown): boolean {
  const [one, other] = [comparable(stored), comparable(wanted)]
  if (one === undefined || other === undefined) return false
  if (one === null || other === null) return one !== other
  if (typeof one === 'string' && typeof other === 'string') {
    // Digits beyond what a number holds are compared as letters, too
    const asText = letters(one) !== letters(other)
    return isNumeric(one) && isNumeric(other) ? asText && Number(one) !== Number(other) : asText
  }
  const texts = [one, other].filter((value) => typeof value === 'string')
  return texts.every(isNumeric) && Number(one) !== Number(other)
}
