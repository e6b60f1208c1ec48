/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { isConstraint } from '../rows/main.ts'
import { refusedFields, refuseFields } from './chosen.ts'
import { inThisRequest } from './current_request.ts'
import { problemsOf, validatedRow } from './import_check.ts'
import type { ImportedRow } from './import_columns.ts'
import { importText } from './import_texts.ts'
import { authorize } from './policy.ts'
import { inTransaction, storeRow, valuesToWrite } from './records.ts'
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
 * @param told - gets what has become of rows, each time that something is committed
 * @param shown - runs at the end of the update with a chunk
 * @throws what is no mistake of a row: chunks before stay
 */
export async function writeValid(
  state: AnyList,
  rows: readonly ImportedRow[],
  told: (rows: WrittenRows) => void,
  shown: () => void
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK)
    await state.$update(async () => {
      await authorize(state, 'create')
      await writeChunk(state, chunk, told)
      shown()
    })
  }
}

async function writeChunk(
  state: AnyList,
  rows: readonly ImportedRow[],
  told: (rows: WrittenRows) => void
): Promise<void> {
  const { valid, problems } = await validatedRows(state, rows, () => {})
  told({ written: 0, problems })
  try {
    await writeTogether(state, valid, () => {})
    return told({ written: valid.length, problems: [] })
  } catch (error) {
    // Nothing of the chunk is there: the rows are tried one by one, to find those that it was about
    if (!(error instanceof RowFailure)) throw error
  }
  for (const each of valid) {
    try {
      await writeTogether(state, [each], () => {})
      told({ written: 1, problems: [] })
    } catch (error) {
      if (!(error instanceof RowFailure)) throw error
      told({ written: 0, problems: error.problems })
    }
  }
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
  let now = state
  await state.$update(async () => {
    await authorize(state, 'create')
    now = inThisRequest(state)
  })
  const heed = () => state.$signal.throwIfAborted()
  const { valid, problems } = await validatedRows(now, rows, heed)
  if (problems.length > 0) return problems
  try {
    await writeTogether(now, valid, heed)
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

/**
 * What was valid in the preview may not be so any longer.
 *
 * @param before - runs before each row
 */
async function validatedRows(
  state: AnyList,
  rows: readonly ImportedRow[],
  before: () => void
): Promise<{ valid: ValidRow[]; problems: ImportProblem[] }> {
  const valid: ValidRow[] = []
  const problems: ImportProblem[] = []
  for (const [index, row] of rows.entries()) {
    before()
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

/**
 * Writes rows in one transaction. Nothing else asks the database meanwhile: SQLite has one connection.
 *
 * @param before - runs before each row
 */
async function writeTogether(
  state: AnyList,
  rows: readonly ValidRow[],
  before: () => void
): Promise<void> {
  if (rows.length === 0) return
  await inTransaction(state, async (trx) => {
    for (const { row, made, values } of await preparedRows(state, rows, before, trx)) {
      before()
      try {
        await storeRow(state, made, values, trx)
      } catch (error) {
        throw failureOf(state, error, row)
      }
      await setImmediate()
    }
  })
}

/** A row that is not stored yet. */
interface PreparedRow extends ValidRow {
  made: LucidRow
}

/** Makes rows of the model, and asks once for all that they name. */
async function preparedRows(
  state: AnyList,
  rows: readonly ValidRow[],
  before: () => void,
  client: TransactionClientContract
): Promise<PreparedRow[]> {
  const { model } = settingsOf(state)
  const prepared: PreparedRow[] = []
  for (const { row, values } of rows) {
    before()
    const made = new model()
    try {
      prepared.push({ row, made, values: await valuesToWrite(state, made, values) })
    } catch (error) {
      throw failureOf(state, error, row)
    }
  }
  const entered = prepared.map(({ values }) => ({ values, row: null }))
  const refused = await refusedFields(state, entered, { client })
  for (const [index, names] of refused.entries()) {
    const { row, values } = prepared[index]
    if (names.length === 0) continue
    await refuseFields(state, names, values).catch((error: unknown) => {
      throw failureOf(state, error, row)
    })
  }
  return prepared
}

function failureOf({ ctx }: AnyList, error: unknown, row: ImportedRow): unknown {
  const found = problemsOf(error, row)
  if (found) return new RowFailure(found, error)
  const { status, message } = error as { status?: number; message?: string }
  if (isConstraint(error)) {
    return new RowFailure([problem(row, importText(ctx, 'database'))], error)
  }
  // What a hook refuses
  const isRefusal = status !== undefined && status >= 400 && status < 500
  return isRefusal ? new RowFailure([problem(row, String(message))], error) : error
}

function problem({ line }: ImportedRow, message: string): ImportProblem {
  return { line, field: null, message }
}
