/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { AppState, BrowserAction } from '../../../state/main.ts'
import type { Id } from '../capture/main.ts'
import { askList } from '../vars/main.ts'
import { E_CELL_COLUMN, E_RECORD_CHANGED, E_RECORD_MISSING } from './exceptions.ts'
import { decide, importFile, mapColumn, receiveSlice } from './import_rows.ts'
import { listOf, ListState, pageFrom, termFrom } from './list_state.ts'
import { authorize } from './policy.ts'
import {
  findRow,
  inTransaction,
  isChanged,
  openedRow,
  permittedRow,
  removeRow,
  rowToChange,
  validatedForm,
  writeRow,
} from './records.ts'
import { readChoices } from './choices.ts'
import type { ListQuery } from './list_query.ts'
import { settingsOf } from './settings.ts'
import type {
  CellChange,
  ChoicePage,
  Conflict,
  FieldPath,
  FieldRules,
  Importing,
  ModelTypes,
  OpenRecord,
  RowOf,
} from './types.ts'
import { formOf } from './validation.ts'

/** What an event may return. */
type Action = BrowserAction | readonly BrowserAction[] | void

/**
 * A list of the rows of a model, and what may be done with them. `modelState(Model, options)` makes a class of it.
 */
export abstract class ModelState<T extends ModelTypes> extends ListState<T> {
  /** The row that a form has open. */
  record: OpenRecord<T['form']> | null = null
  /** What others have made of the open row, where it was to be saved. */
  conflict: Conflict<T['form']> | null = null
  /** The row that was removed last, for `restore()`. */
  removed: Id | null = null
  /** How an import is doing. */
  importing: Importing | null = null
  /** What the fields of the form may hold. */
  fields: Record<keyof T['form'] & string, FieldRules> = {} as never

  /**
   * Opens a row in the form.
   *
   * @param id - that of the route's parameter when left out
   * @throws E_ROW_NOT_FOUND, E_RECORD_MISSING, and what the policy throws
   */
  async open(id?: Id): Promise<void> {
    const key = id ?? idOfRoute(this)
    await openRecord(this, await permittedRow(this as never, key))
  }

  /** Closes the form. */
  close(): void {
    this.record = null
    this.conflict = null
  }

  /**
   * Adds a row.
   *
   * @throws E_VALIDATION_ERROR, E_FORM_MISSING, and what the policy and the hooks throw
   */
  async create(data: T['form']): Promise<Action> {
    await authorize(this, 'create')
    const values = await validatedForm(this as never, formOf(this as never), data, null)
    const { model } = settingsOf(this)
    const row = await inTransaction(this as never, async (trx) => {
      const made = new model()
      await writeRow(this as never, made, values, trx)
      return made
    })
    return this.afterSave(row as RowOf<T>, true)
  }

  /**
   * Saves a row: the one with the id, the open one, or that of the route's parameter.
   *
   * @throws E_VALIDATION_ERROR, E_ROW_NOT_FOUND, E_RECORD_CHANGED, E_RECORD_MISSING, E_FORM_MISSING, and what the policy and
   *   the hooks throw
   */
  async save(data: T['form'], id?: Id): Promise<Action> {
    const key = id ?? this.record?.id ?? idOfRoute(this)
    const opened = String(this.record?.id) === String(key) ? this.record : null
    const form = formOf(this as never)
    const permitted = await permittedRow(this as never, key)
    const values = await validatedForm(this as never, form, data, permitted)
    const row = await inTransaction(this as never, async (trx) => {
      const found = await rowToChange(this as never, key, 'edit', trx)
      if (opened && (await isChanged(this as never, found, opened.version))) {
        return { found, isStale: true }
      }
      await writeRow(this as never, found, values, trx)
      return { found, isStale: false }
    })
    if (row.isStale) {
      const yours = JSON.parse(JSON.stringify(values)) as Partial<T['form']>
      await openRecord(this, row.found)
      this.conflict = { id: key, theirs: this.record!.values, yours }
      // It stays, whatever the failed event changes besides
      await this.$flush()
      throw new E_RECORD_CHANGED()
    }
    this.conflict = null
    if (opened) await openRecord(this, await findRow(this as never, key))
    return this.afterSave(row.found as RowOf<T>, false)
  }

  /**
   * Changes one cell.
   *
   * @throws E_CELL_COLUMN, E_VALIDATION_ERROR, E_ROW_NOT_FOUND, and what the policy and the hooks throw
   */
  async edit(id: Id, ...[column, value]: CellChange<T>): Promise<void> {
    const validator = settingsOf(this).cell(column)
    if (validator === undefined) throw new E_CELL_COLUMN([String(column)])
    const permitted = await permittedRow(this as never, id)
    const values = await validatedForm(this as never, validator, { [column]: value }, permitted)
    const row = await inTransaction(this as never, async (trx) => {
      const found = await rowToChange(this as never, id, 'edit', trx)
      await writeRow(this as never, found, values, trx)
      return found
    })
    askList(listOf(this), { do: 'edited', id, column })
    await this.afterSave(row as RowOf<T>, false)
  }

  /** Somebody begins to type into a cell: what others save there is not written over it. */
  startEdit(id: Id, column: T['editable']): void {
    if (!settingsOf(this).cell(column)) throw new E_CELL_COLUMN([String(column)])
    askList(listOf(this), { do: 'edit', id, column })
  }

  /** Nobody types there any more. */
  stopEdit(id: Id, column: T['editable']): void {
    askList(listOf(this), { do: 'edited', id, column })
  }

  /**
   * Says what is wrong with one field of the form, before all of it is sent, to those who may send it.
   *
   * @param field - a key of the form, or the path of a field in it: `lines.0.count`
   * @param id - of the row that is to be saved; the open one when left out, and a new one where none is open
   * @returns the message; null where nothing is
   * @throws E_FORM_MISSING, E_ROW_NOT_FOUND, and what the policy throws
   */
  async check(
    data: Partial<T['form']>,
    field: FieldPath<keyof T['form'] & string>,
    id?: Id
  ): Promise<string | null> {
    const form = formOf(this as never)
    const key = id ?? this.record?.id
    const row = key === undefined ? null : await permittedRow(this as never, key)
    if (!row) await authorize(this, 'create')
    try {
      await validatedForm(this as never, form, data, row)
      return null
    } catch (error) {
      const { messages } = error as { messages?: { field: string; message: string }[] }
      if (!Array.isArray(messages)) throw error
      return messages.find((each) => each.field === field)?.message ?? null
    }
  }

  /**
   * What a field of the form may name, in the order of the labels.
   *
   * @param term - what their labels contain
   * @param page - from 1
   * @throws E_CHOICE_FIELD, and what the policy throws
   */
  async findChoices(name: T['choices'], term = '', page = 1): Promise<ChoicePage> {
    await authorize(this, 'viewList')
    return readChoices(this as never, name, termFrom(term), pageFrom(page))
  }

  /**
   * Removes a row.
   *
   * @throws E_ROW_NOT_FOUND, and what the policy and the hooks throw
   */
  async remove(id: Id): Promise<Action> {
    const row = await inTransaction(this as never, async (trx) => {
      const found = await rowToChange(this as never, id, 'delete', trx)
      await removeRow(this as never, found, trx)
      return found
    })
    if (settingsOf(this).deletedAt !== undefined) this.removed = id
    return this.afterRemove(row as RowOf<T>)
  }

  /**
   * Brings a removed row back, where the model has a `deletedAt`.
   *
   * @param id - of the one that was removed last when left out
   * @throws E_ROW_NOT_FOUND, E_RECORD_MISSING, and what the policy and the hooks throw
   */
  async restore(id?: Id): Promise<void> {
    const { deletedAt } = settingsOf(this)
    const key = id ?? this.removed
    if (deletedAt === undefined || key === null) throw new E_RECORD_MISSING()
    await inTransaction(this as never, async (trx) => {
      const row = await findRow(this as never, key, { client: trx, removed: true })
      await authorize(this, 'delete', row)
      await row
        .useTransaction(trx)
        .merge({ [deletedAt]: null })
        .save()
    })
    this.removed = null
  }

  /** Removes all selected rows, in the background. What the policy refuses stays. */
  async removeSelected(): Promise<void> {
    await this.eachSelected('delete', async (row, trx) => removeRow(this as never, row, trx))
  }

  /** Stops a change of the selected rows. What is done stays. */
  stopSelected(): void {
    this.$cancel('removeSelected' as never)
  }

  /**
   * Imports the rows of a CSV file, in the background: takes its text by `sendImport()`, checks it, and writes it when
   * `confirmImport()` says so. `importing` says how it is doing.
   *
   * @param name - of the file
   * @param size - bytes of its text, as UTF-8
   * @throws E_IMPORT_OFF, E_IMPORT_RUNNING, E_IMPORT_SIZE, E_IMPORT_BUSY, E_IMPORT_FORMAT, E_IMPORT_ROWS, E_IMPORT_EMPTY,
   *   E_IMPORT_OVER, and what the policy throws
   */
  importRows(name: string, size: number): Promise<{ written: number }> {
    return importFile(this as never, name, size)
  }

  /**
   * Takes the next slice of the text.
   *
   * @throws E_IMPORT_OVER, E_IMPORT_ENCODING, E_IMPORT_SIZE
   */
  sendImport(text: string): void {
    receiveSlice(this as never, text)
  }

  /**
   * Says of which field a column of the file is, and has it checked again.
   *
   * @param column - from 0
   * @param field - null for none
   * @throws E_IMPORT_OVER, E_IMPORT_COLUMN
   */
  mapImport(column: number, field: (keyof T['form'] & string) | null): void {
    mapColumn(this as never, column, field)
  }

  /**
   * Writes what was checked: all rows or none, or those that nothing is wrong with.
   *
   * @throws E_IMPORT_OVER
   */
  confirmImport(mode: 'all' | 'valid'): void {
    decide(this as never, mode)
  }

  /** Stops an import. Chunks that are written stay; of `all`, nothing is written. */
  cancelImport(): void {
    this.$cancel('importRows' as never)
  }

  /** Puts away what has become of an import. */
  closeImport(): void {
    if (this.importing?.step === 'done') this.importing = null
  }

  /** The process of a background event has died: what it was at is over. */
  override $interrupted(event: string): unknown {
    if (event === 'importRows') this.importing = null
    return super.$interrupted(event)
  }

  /** Limits what a field of the form may name, beyond owner and policy. */
  protected offered(_query: ListQuery, _name: T['choices']): void {}

  /**
   * What is written of a form. A key that is the name of a many-to-many relation has ids.
   *
   * @param row - null for a new one
   */
  protected values(
    data: Partial<T['form']>,
    _row: RowOf<T> | null
  ): Promise<Record<string, unknown>> | Record<string, unknown> {
    return data as Record<string, unknown>
  }

  /** Runs inside of the transaction, before a row is written. */
  protected beforeSave(_row: RowOf<T>): Promise<void> | void {}

  /** Runs once a row is committed. @returns actions, or nothing */
  protected afterSave(_row: RowOf<T>, _isNew: boolean): Promise<Action> | Action {}

  /** Runs inside of the transaction, before a row is removed. */
  protected beforeRemove(_row: RowOf<T>): Promise<void> | void {}

  /** Runs once a row is removed. @returns actions, or nothing */
  protected afterRemove(_row: RowOf<T>): Promise<Action> | Action {}
}

async function openRecord<T extends ModelTypes>(
  state: ModelState<T>,
  row: LucidRow
): Promise<void> {
  state.record = (await openedRow(state as never, row)) as OpenRecord<T['form']>
  state.conflict = null
}

/**
 * @throws E_RECORD_MISSING
 */
function idOfRoute(state: AppState): Id {
  const { id } = state.params as { id?: string }
  if (id === undefined) throw new E_RECORD_MISSING()
  return id
}
