/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { authorize } from './policy.ts'
import { isConstraint } from '../rows/main.ts'
import type { ImportedRow } from './import_columns.ts'
import { problemsOf, validatedRow } from './import_check.ts'
import { inTransaction, writeRow } from './records.ts'
import { settingsOf } from './settings.ts'
import type { AnyList, ImportProblem } from './types.ts'
import type { FormValues } from './validation.ts'

/** Rows of a transaction, which is one update of the page. */
const CHUNK = 100

/** What has become of some rows. */
export interface WrittenRows {
  written: number
  problems: ImportProblem[]
}

/**
 * Writes rows that are valid, a chunk a transaction. Those that something has come up against since are left out.
 *
 * @param told - in the update with a chunk, gets what has become of it
 * @throws what is no mistake of a row: chunks before stay
 */
export async function writeValid(
  state: AnyList,
  rows: readonly ImportedRow[],
  told: (chunk: WrittenRows) => void
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK)
    await state.$update(async () => {
      await authorize(state, 'create')
      told(await writeChunk(state, chunk))
    })
  }
}

async function writeChunk(state: AnyList, rows: readonly ImportedRow[]): Promise<WrittenRows> {
  const { valid, problems } = await validatedRows(state, rows)
  try {
    await writeTogether(state, valid, () => {})
    return { written: valid.length, problems }
  } catch (error) {
    // Nothing of the chunk is there: the rows are tried one by one, to find those that it was about
    if (!(error instanceof RowFailure)) throw error
  }
  let written = 0
  for (const each of valid) {
    try {
      await writeTogether(state, [each], () => {})
      written++
    } catch (error) {
      if (!(error instanceof RowFailure)) throw error
      problems.push(...error.problems)
    }
  }
  return { written, problems }
}

/**
 * Writes all rows in one transaction, or none of them.
 *
 * @returns what was wrong, and then nothing is written
 * @throws what is no mistake of a row, and the reason of the signal
 */
export async function writeAll(
  state: AnyList,
  rows: readonly ImportedRow[]
): Promise<ImportProblem[]> {
  await authorize(state, 'create')
  const { valid, problems } = await validatedRows(state, rows)
  if (problems.length > 0) return problems
  try {
    await writeTogether(state, valid, () => state.$signal.throwIfAborted())
    return []
  } catch (error) {
    if (!(error instanceof RowFailure)) throw error
    return error.problems
  }
}

/** A row, and what the validator has made of it. */
interface ValidRow {
  row: ImportedRow
  values: FormValues
}

/** Rows that cannot be written. */
class RowFailure extends Error {
  constructor(
    readonly problems: ImportProblem[],
    cause: unknown
  ) {
    super('A row cannot be written', { cause })
  }
}

/** What was valid in the preview may not be so any longer. */
async function validatedRows(
  state: AnyList,
  rows: readonly ImportedRow[]
): Promise<{ valid: ValidRow[]; problems: ImportProblem[] }> {
  const valid: ValidRow[] = []
  const problems: ImportProblem[] = []
  for (const [index, row] of rows.entries()) {
    try {
      valid.push({ row, values: await validatedRow(state, row) })
    } catch (error) {
      const found = problemsOf(error, row)
      if (!found) throw error
      problems.push(...found)
    }
    if (index % CHUNK === CHUNK - 1) await setImmediate()
  }
  return { valid, problems }
}

/** Writes rows in one transaction. Nothing else asks the database meanwhile: SQLite has one connection. */
async function writeTogether(
  state: AnyList,
  rows: readonly ValidRow[],
  before: () => void
): Promise<void> {
  if (rows.length === 0) return
  const { model } = settingsOf(state)
  await inTransaction(state, async (trx: TransactionClientContract) => {
    for (const { row, values } of rows) {
      before()
      try {
        await writeRow(state, new model(), values, trx)
      } catch (error) {
        throw failureOf(error, row)
      }
      await setImmediate()
    }
  })
}

function failureOf(error: unknown, row: ImportedRow): unknown {
  const found = problemsOf(error, row)
  if (found) return new RowFailure(found, error)
  const { status, message } = error as { status?: number; message?: string }
  if (isConstraint(error)) {
    return new RowFailure([problem(row, 'The database has it already, or does not take it')], error)
  }
  // What a hook refuses
  const isRefusal = status !== undefined && status >= 400 && status < 500
  return isRefusal ? new RowFailure([problem(row, String(message))], error) : error
}

function problem({ line }: ImportedRow, message: string): ImportProblem {
  return { line, field: null, message }
}
