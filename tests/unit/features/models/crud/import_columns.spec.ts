/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseTransformer } from '@adonisjs/core/transformers'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { columnsOf, rowsOf } from '../../../../../src/features/models/crud/import_columns.ts'
import { modelState } from '../../../../../src/features/models/crud/main.ts'
import type { AnyList } from '../../../../../src/features/models/crud/types.ts'

class Wine extends BaseModel {
  @column({ isPrimary: true }) declare id: number
  @column() declare name: string
  @column() declare title: string
}

class WineTransformer extends BaseTransformer<Wine> {
  toObject() {
    return this.pick(this.resource, ['id'])
  }
}

class WinesState extends modelState(Wine, {
  row: WineTransformer,
  form: vine.create({ title: vine.string(), name: vine.string(), shortName: vine.string() }),
  import: { headers: { title: ['Label'], shortName: ['Name', 'Code'] } },
}) {}

const state = Object.create(WinesState.prototype, { ctx: { value: {} } }) as AnyList
const fieldsOf = (cells: string[]) => columnsOf(state, { line: 1, cells }).map(({ field }) => field)

test.group('Columns of a file', () => {
  test('are of the fields that they name, however they are written', ({ assert }) => {
    assert.deepEqual(fieldsOf(['TITLE', 'Short name', 'what', 'label']), [
      'title',
      'shortName',
      null,
      null,
    ])
    assert.deepEqual(fieldsOf(['code', 'label']), ['shortName', 'title'])
  })

  test('are of a field with their name, before one that is called so besides', ({ assert }) => {
    assert.deepEqual(fieldsOf(['Name', 'Code']), ['name', 'shortName'])
  })

  test('are all that the cells of a row may be of', async ({ assert }) => {
    const columns = columnsOf(state, { line: 1, cells: ['title', 'name'] })
    const lines = [
      { line: 2, cells: ['a', 'b'] },
      { line: 3, cells: ['a'] },
      { line: 4, cells: ['a', 'b', ''] },
    ]
    const { rows, problems } = await rowsOf(state, columns, lines)
    assert.deepEqual(rows[1].values, { title: 'a', name: null })
    assert.deepEqual(
      problems.map(({ line, field }) => [line, field]),
      [[4, null]]
    )
  })
})
