/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { checkRows } from './import_check.ts'
import type { CheckedRows } from './import_check.ts'
import { columnsOf, remapped } from './import_columns.ts'
import type { ImportedRow } from './import_columns.ts'
import { readCsv } from './csv_rows.ts'
import type { CsvRow } from './csv_rows.ts'
import {
  E_IMPORT_COLUMN,
  E_IMPORT_EMPTY,
  E_IMPORT_OFF,
  E_IMPORT_OVER,
  E_IMPORT_RUNNING,
} from './exceptions.ts'
import { ImportInbox } from './import_inbox.ts'
import type { ImportMode } from './import_inbox.ts'
import { writeAll, writeValid } from './import_write.ts'
import { inThisRequest } from './current_request.ts'
import { authorize, visitorOf } from './policy.ts'
import { settingsOf } from './settings.ts'
import { tidyUp } from './tidy_up.ts'
import type { AnyList, ImportColumn, ImportProblem, Importing } from './types.ts'

/** Milliseconds until somebody has decided what becomes of a file. */
const DECISION = 15 * 60_000

/** Mistakes that a page is told of. */
const MOST_TOLD = 100

/** Rows that a page is shown as they are in the file. */
const SAMPLE = 5

/** Characters of a cell that a page is shown. */
const SHOWN = 200

/** A model state with an import. */
export interface ImportState extends AnyList {
  importing: Importing | null
}

/**
 * Imports the rows of a file, in a background event: takes its text, checks it, waits for what is to become of it, and writes it.
 *
 * @param name - of the file
 * @param size - bytes of its text
 * @returns rows that were written
 * @throws E_IMPORT_OFF, E_IMPORT_RUNNING, E_IMPORT_SIZE, E_IMPORT_BUSY, E_IMPORT_FORMAT, E_IMPORT_ROWS, E_IMPORT_EMPTY,
 *   E_IMPORT_OVER, and what the policy throws
 */
export async function importFile(
  state: ImportState,
  name: unknown,
  size: unknown
): Promise<{ written: number }> {
  const { imports, form } = settingsOf(state)
  if (!imports || !form) throw new E_IMPORT_OFF()
  await authorize(state, 'create')
  const inbox = ImportInbox.open(size, imports.bytes, visitorOf(state))
  const run = new FileImport(state, inbox, imports.rows)
  try {
    await state.$update(() => begin(state, inbox, name))
    return await run.run()
  } catch (error) {
    await tidyUp(state, () => run.end())
    // Whoever cancels after the last row has all that was to be written
    if (run.isWritten && error === state.$signal.reason) return { written: run.written }
    throw error
  } finally {
    inbox.close()
  }
}

function begin(state: ImportState, inbox: ImportInbox, name: unknown): void {
  if (ImportInbox.isOpen(state.importing?.id)) throw new E_IMPORT_RUNNING()
  state.importing = {
    id: inbox.id,
    name: typeof name === 'string' ? name.toWellFormed().slice(0, 255) : '',
    step: 'receiving',
    received: 0,
    size: inbox.size,
    columns: [],
    sample: [],
    rows: 0,
    checked: 0,
    valid: 0,
    problems: [],
    wrong: 0,
    written: 0,
    mode: null,
    isStopped: false,
  }
}

/** One import, until it is over. */
class FileImport {
  #state: ImportState
  #inbox: ImportInbox
  #most: number
  /** The state as the last update has seen it. */
  #latest: ImportState
  #written = 0
  #problems: ImportProblem[] = []
  #isWritten = false

  /** @param most - rows of a file */
  constructor(state: ImportState, inbox: ImportInbox, most: number) {
    this.#state = state
    this.#latest = state
    this.#inbox = inbox
    this.#most = most
  }

  /** Rows that are committed. */
  get written(): number {
    return this.#written
  }

  /** All is committed that was to be written. */
  get isWritten(): boolean {
    return this.#isWritten
  }

  async run(): Promise<{ written: number }> {
    const signal = this.#state.$signal
    const text = await this.#inbox.text(signal)
    const [headers, ...lines] = await readCsv(text, this.#most, signal)
    if (headers === undefined || lines.length === 0) throw new E_IMPORT_EMPTY()
    let columns = columnsOf(this.#state, headers)
    let checked = await this.#check(columns, lines)
    while (!this.#isWritten) {
      const command = await this.#inbox.command(signal, DECISION)
      if (command.do === 'map') {
        columns = remapped(columns, command.column, command.field)
        checked = await this.#check(columns, lines)
      } else await this.#write(checked, command.mode)
    }
    return { written: this.#written }
  }

  /** Says on the page that no more comes. What is committed is there, whatever has ended it. */
  end(): void {
    const { importing } = this.#state
    if (importing?.id !== this.#inbox.id) return
    const isKept = this.#isWritten || this.#written > 0
    this.#state.importing = isKept ? { ...importing, ...this.#done() } : null
  }

  async #check(columns: ImportColumn[], lines: readonly CsvRow[]): Promise<CheckedRows> {
    const sample = lines
      .slice(0, SAMPLE)
      .map(({ cells }) => columns.map((_, index) => (cells[index] ?? '').slice(0, SHOWN)))
    await this.#show({ step: 'checking', columns, sample, rows: lines.length, checked: 0 })
    const checked = await checkRows(this.#latest, columns, lines, (count) =>
      this.#show({ checked: count })
    )
    await this.#show({
      step: 'checked',
      checked: lines.length,
      valid: checked.valid.length,
      ...told(checked.problems),
    })
    return checked
  }

  /** Writes what was checked, or says on the page why nothing was. */
  async #write({ valid, problems }: CheckedRows, mode: ImportMode): Promise<void> {
    const isWhole = mode === 'all'
    if (valid.length === 0 || (isWhole && problems.length > 0)) {
      await this.#show({ step: 'checked' })
      return
    }
    await this.#show({ step: 'writing', mode, written: 0 })
    this.#problems = isWhole ? [] : [...problems]
    if (isWhole) {
      const found = await writeAll(this.#state, valid)
      if (found.length > 0) {
        await this.#show({ step: 'checked', mode: null, ...told(found) })
        return
      }
      this.#written = valid.length
    } else await this.#writeValid(valid)
    this.#isWritten = true
    await this.#show(this.#done())
  }

  #writeValid(valid: readonly ImportedRow[]): Promise<void> {
    return writeValid(
      this.#state,
      valid,
      ({ written, problems }) => {
        this.#written += written
        this.#problems.push(...problems)
      },
      () => this.#set({ written: this.#written, ...told(this.#problems) })
    )
  }

  #done(): Partial<Importing> {
    const isStopped = !this.#isWritten
    return { step: 'done', written: this.#written, isStopped, ...told(this.#problems) }
  }

  #show(changes: Partial<Importing>): Promise<unknown> {
    return this.#state.$update(() => {
      this.#latest = inThisRequest(this.#state)
      this.#set(changes)
    })
  }

  #set(changes: Partial<Importing>): void {
    const { importing } = this.#state
    if (importing?.id === this.#inbox.id) this.#state.importing = { ...importing, ...changes }
  }
}

/** What a page is told of mistakes. */
function told(problems: readonly ImportProblem[]): Pick<Importing, 'problems' | 'wrong'> {
  const first = problems.slice(0, MOST_TOLD).map(({ line, field, message }) => ({
    line,
    field,
    message: message.slice(0, SHOWN),
  }))
  return { problems: first, wrong: new Set(problems.map(({ line }) => line)).size }
}

/**
 * Takes a slice of the file that is imported.
 *
 * @throws E_IMPORT_OVER, E_IMPORT_ENCODING, E_IMPORT_SIZE
 */
export function receiveSlice(state: ImportState, text: unknown): void {
  const { importing } = state
  const inbox = ImportInbox.of(importing?.id)
  try {
    inbox.receive(text)
  } catch (error) {
    // The rest of the file makes no sense without it
    state.$cancel('importRows' as never)
    throw error
  }
  state.importing = { ...importing!, received: inbox.received }
}

/**
 * Says of which field a column is.
 *
 * @throws E_IMPORT_OVER, E_IMPORT_COLUMN
 */
export function mapColumn(state: ImportState, column: unknown, field: unknown): void {
  const { importing } = state
  const inbox = ImportInbox.of(importing?.id)
  const isField = field === null || Object.hasOwn(settingsOf(state).fields, String(field))
  const isColumn = Number.isInteger(column) && importing?.columns.at(Number(column)) !== undefined
  if (!isField || !isColumn || Number(column) < 0) throw new E_IMPORT_COLUMN()
  if (importing?.step !== 'checked') throw new E_IMPORT_OVER()
  state.importing = { ...importing, step: 'checking', checked: 0 }
  inbox.tell({ do: 'map', column: Number(column), field: field === null ? null : String(field) })
}

/**
 * Has the rows written.
 *
 * @throws E_IMPORT_OVER
 */
export function decide(state: ImportState, mode: unknown): void {
  const { importing } = state
  const inbox = ImportInbox.of(importing?.id)
  if (importing?.step !== 'checked') throw new E_IMPORT_OVER()
  const chosen: ImportMode = mode === 'valid' ? 'valid' : 'all'
  state.importing = { ...importing, step: 'writing', mode: chosen, written: 0 }
  inbox.tell({ do: 'write', mode: chosen })
}
