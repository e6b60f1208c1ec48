/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel } from '@adonisjs/lucid/types/model'
import { choiceIds } from './choices.ts'
import { importText } from './import_texts.ts'
import { isRelated } from './relations.ts'
import type { CsvRow } from './csv_rows.ts'
import { settingsOf } from './settings.ts'
import type { AnyList, ImportColumn, ImportProblem } from './types.ts'
import type { FormValues } from './validation.ts'

/** What an export puts before a text that a spreadsheet would run. */
const ESCAPED = /^'(?=[=+\-@\t\r])/

/** What separates the rows that one cell names. */
const BETWEEN = '|'

/** Matches each column of a file with the field that its header names, if there is one. */
export function columnsOf(state: AnyList, headers: CsvRow): ImportColumn[] {
  const { fields, imports } = settingsOf(state)
  const known = new Map<string, string>()
  const names = Object.keys(fields)
  for (const field of names) {
    for (const header of imports?.headers[field] ?? []) known.set(plain(header), field)
  }
  // What a field is called itself is nothing else, whatever others are called besides
  for (const field of names) known.set(plain(field), field)
  const taken = new Set<string>()
  return headers.cells.map((header) => {
    const field = known.get(plain(header)) ?? null
    const isFree = field !== null && !taken.has(field)
    if (isFree) taken.add(field)
    return { header: header.trim().slice(0, 200), field: isFree ? field : null }
  })
}

/** A header without what spreadsheets and people write in different ways. */
function plain(header: string): string {
  return header.toLowerCase().replaceAll(/[\s_-]/g, '')
}

/** Columns with one of them for another field: no two are of the same. */
export function remapped(
  columns: readonly ImportColumn[],
  column: number,
  field: string | null
): ImportColumn[] {
  return columns.map((each, index) => {
    if (index === column) return { ...each, field }
    return each.field === field ? { ...each, field: null } : each
  })
}

/** What a file says of a row, as a form would. */
export interface ImportedRow {
  line: number
  values: FormValues
}

/** The rows of a file, with what is wrong about what they name. */
export interface ReadRows {
  rows: ImportedRow[]
  problems: ImportProblem[]
}

/**
 * Reads the rows of a file by its columns. Cells of a field with choices have their keys or labels, several with `|` between them.
 *
 * @param lines - without the headers
 */
export async function rowsOf(
  state: AnyList,
  columns: readonly ImportColumn[],
  lines: readonly CsvRow[]
): Promise<ReadRows> {
  const { model, choices } = settingsOf(state)
  const rows = lines.map(({ line, cells }) => ({ line, values: valuesOf(columns, cells) }))
  // Nobody can say which of its cells is the one too many: all behind it would be of the wrong fields
  const problems = lines.flatMap(({ line, cells }): ImportProblem[] =>
    cells.length > columns.length
      ? [{ line, field: null, message: tooMany(state, cells.length, columns.length) }]
      : []
  )
  for (const name of choices.keys()) {
    if (!columns.some(({ field }) => field === name)) continue
    const named = rows.map(({ values }) => namesIn(model, name, values[name]))
    const known = await choiceIds(state, name, [...new Set(named.flat())])
    for (const [index, { line, values }] of rows.entries()) {
      const ids = named[index].map((each) => known.get(each))
      if (ids.includes(undefined)) {
        problems.push({
          line,
          field: name,
          message: importText(state.ctx, 'choice', { name: missing(named[index], known) }),
        })
      }
      values[name] = isRelated(model, name) ? ids : (ids[0] ?? null)
    }
  }
  return { rows, problems }
}

function tooMany({ ctx }: AnyList, cells: number, columns: number): string {
  return importText(ctx, 'cells', { cells, columns })
}

function missing(names: readonly string[], known: ReadonlyMap<string, unknown>): string {
  return names.find((name) => !known.has(name))?.slice(0, 100) ?? ''
}

function valuesOf(columns: readonly ImportColumn[], cells: readonly string[]): FormValues {
  const values: FormValues = {}
  for (const [index, { field }] of columns.entries()) {
    if (field === null) continue
    const text = (cells[index] ?? '').replace(ESCAPED, '')
    // As in a form that is posted
    values[field] = text.trim() === '' ? null : text
  }
  return values
}

function namesIn(model: LucidModel, name: string, value: unknown): string[] {
  if (typeof value !== 'string') return []
  const names = isRelated(model, name) ? value.split(BETWEEN) : [value]
  return names.map((each) => each.trim()).filter((each) => each !== '')
}
