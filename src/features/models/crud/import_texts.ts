/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../../adonis/main.ts'

/** What may be wrong with a row of a file, besides what the validator says. Keys in braces are filled in. */
const ENGLISH = {
  cells: 'The row has {cells} cells, and the file has {columns} columns',
  choice: 'There is no “{name}”',
  column: 'No column is “{field}”',
  database: 'The database has it already, or does not take it',
  double: 'It is in line {line} already',
}

/**
 * What is wrong with a row, in the language of a request: the text `models.import.<name>` of the application, or English.
 */
export function importText(
  ctx: HttpContext,
  name: keyof typeof ENGLISH,
  values: Record<string, string | number> = {}
): string {
  const english = ENGLISH[name].replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]))
  return extrasOf(ctx).i18n?.t?.(`models.import.${name}`, values, english) ?? english
}
