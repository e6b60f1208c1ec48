/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Texts that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** Numbers, which may begin as formulas do. */
const NUMBER = /^-?\d+(\.\d+)?$/

/** Texts that need quotes. */
const SPECIAL = /[",\r\n]/

/**
 * One line of CSV as RFC 4180 has it, with its end. A text that a spreadsheet would run as a formula gets an apostrophe.
 *
 * @param values - of its cells: `null` and `undefined` are empty, objects and lists become JSON
 *
 * @example
 * ```ts
 * async function* lines() {
 *   yield csvLine(['Name', 'Price'])
 *   for await (const { name, price } of products) yield csvLine([name, price])
 * }
 * ```
 */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
