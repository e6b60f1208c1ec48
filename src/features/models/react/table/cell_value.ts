/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownRules } from '../form/form_view.ts'
import type { AnyColumn } from './column.ts'
import type { TableLabels } from './labels.ts'
import type { AnyRow } from './list_view.ts'

/** The value of a cell as text. */
export function cellText(value: unknown, { yes, no }: Pick<TableLabels, 'yes' | 'no'>): string {
  if (typeof value === 'boolean') return value ? yes : no
  if (Array.isArray(value)) return value.map((item) => cellText(item, { yes, no })).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Where the text of a cell begins. */
export function alignmentOf(column: AnyColumn, rows: readonly AnyRow[]): 'start' | 'end' {
  return column.align ?? (typeof rows[0]?.[column.name] === 'number' ? 'end' : 'start')
}

/** What a field says, as the value of a cell. What is empty is null. */
export function enteredValue(text: string, rules: ShownRules | undefined): unknown {
  if (text === '') return null
  // What is no number is refused by the validator, with its message
  if (rules?.type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  return rules?.choices?.find((choice) => String(choice) === text) ?? text
}
