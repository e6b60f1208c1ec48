/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { SimpleErrorReporter } from '@vinejs/vine'
import { Doubles } from './doubles.ts'
import { rowsOf } from './import_columns.ts'
import type { ImportedRow } from './import_columns.ts'
import type { CsvRow } from './csv_rows.ts'
import { importText } from './import_texts.ts'
import { settingsOf } from './settings.ts'
import type { AnyList, ImportColumn, ImportProblem } from './types.ts'
import { formOf, validated } from './validation.ts'
import type { FormValues } from './validation.ts'

/** Rows that are checked before other work has its turn. */
const CHUNK = 100

/** What was found out about the rows of a file. */
export interface CheckedRows {
  /** Those that nothing is wrong with. */
  valid: ImportedRow[]
  /** What is wrong with the others, by line. */
  problems: ImportProblem[]
}

/**
 * Checks the rows of a file, and writes nothing.
 *
 * @param told - gets how many were checked
 * @throws what is no mistake of a row, and the reason of the signal
 */
export async function checkRows(
  state: AnyList,
  columns: readonly ImportColumn[],
  lines: readonly CsvRow[],
  told: (checked: number) => Promise<unknown>
): Promise<CheckedRows> {
  const unnamed = missingFields(state, columns)
  if (unnamed.length > 0) return { valid: [], problems: unnamed }
  const { rows, problems } = await rowsOf(state, columns, lines)
  const wrong = new Set(problems.map(({ line }) => line))
  const doubles = new Doubles(settingsOf(state).imports?.unique ?? [], (line) =>
    importText(state.ctx, 'double', { line })
  )
  const valid: ImportedRow[] = []
  for (const [index, row] of rows.entries()) {
    if (!wrong.has(row.line)) {
      const { values, problems: found } = await judgedRow(state, row)
      found.push(...doubles.of(row.line, values))
      if (found.length > 0) problems.push(...found)
      else valid.push(row)
    }
    if (index % CHUNK !== CHUNK - 1) continue
    await setImmediate()
    state.$signal.throwIfAborted()
    await told(index + 1)
  }
  problems.sort((one, other) => one.line - other.line)
  return { valid, problems }
}

/** Fields that each row must have, and that no column is of. */
function missingFields(state: AnyList, columns: readonly ImportColumn[]): ImportProblem[] {
  const { fields } = settingsOf(state)
  return Object.entries(fields)
    .filter(([name, { required }]) => required && !columns.some(({ field }) => field === name))
    .map(([name]) => ({
      line: 1,
      field: name,
      message: importText(state.ctx, 'column', { field: name }),
    }))
}

/** What the validator makes of a row, or the row as it is with what the validator has against it. */
async function judgedRow(
  state: AnyList,
  row: ImportedRow
): Promise<{ values: FormValues; problems: ImportProblem[] }> {
  try {
    return { values: await validatedRow(state, row), problems: [] }
  } catch (error) {
    const problems = problemsOf(error, row)
    if (!problems) throw error
    return { values: row.values, problems }
  }
}

/**
 * What the validator of the form makes of a row.
 *
 * @throws E_VALIDATION_ERROR
 */
export function validatedRow(state: AnyList, { values }: ImportedRow): Promise<FormValues> {
  return validated(state, formOf(state), values, null, new SimpleErrorReporter())
}

/** The messages of a validation, at the line of a row; undefined for other errors. */
export function problemsOf(error: unknown, { line }: ImportedRow): ImportProblem[] | undefined {
  const { messages } = error as { messages?: { field: string; message: string }[] }
  if (!Array.isArray(messages)) return undefined
  return messages.map(({ field, message }) => ({ line, field, message }))
}
