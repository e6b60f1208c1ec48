/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { SimpleErrorReporter } from '@vinejs/vine'
import { rowsOf } from './import_columns.ts'
import type { ImportedRow } from './import_columns.ts'
import type { CsvRow } from './csv_rows.ts'
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
  const doubles = new Doubles(settingsOf(state).imports?.unique ?? [])
  const valid: ImportedRow[] = []
  for (const [index, row] of rows.entries()) {
    const found = wrong.has(row.line) ? [] : [...(await mistakesIn(state, row)), ...doubles.of(row)]
    if (found.length > 0) problems.push(...found)
    else if (!wrong.has(row.line)) valid.push(row)
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
    .map(([name]) => ({ line: 1, field: name, message: `No column is “${name}”` }))
}

/**
 * What the validator of the form has against a row.
 *
 * @throws what is no mistake of the row
 */
export async function mistakesIn(state: AnyList, row: ImportedRow): Promise<ImportProblem[]> {
  try {
    await validatedRow(state, row)
    return []
  } catch (error) {
    const found = problemsOf(error, row)
    if (!found) throw error
    return found
  }
}

export function validatedRow(state: AnyList, { values }: ImportedRow): Promise<FormValues> {
  return validated(state, formOf(state), values, null, new SimpleErrorReporter())
}

/** The messages of a validation, at the line of a row; undefined for other errors. */
export function problemsOf(error: unknown, { line }: ImportedRow): ImportProblem[] | undefined {
  const { messages } = error as { messages?: { field: string; message: string }[] }
  if (!Array.isArray(messages)) return undefined
  return messages.map(({ field, message }) => ({ line, field, message }))
}

/** Finds what two rows of one file say, where no two may. */
class Doubles {
  #fields: readonly string[]
  #lines = new Map<string, number>()

  constructor(fields: readonly string[]) {
    this.#fields = fields
  }

  of({ line, values }: ImportedRow): ImportProblem[] {
    return this.#fields.flatMap((field): ImportProblem[] => {
      const value = values[field]
      if (typeof value !== 'string') return []
      const key = JSON.stringify([field, value.trim().toLowerCase()])
      const first = this.#lines.get(key)
      if (first === undefined) this.#lines.set(key, line)
      return first === undefined ? [] : [{ line, field, message: `It is in line ${first} already` }]
    })
  }
}
