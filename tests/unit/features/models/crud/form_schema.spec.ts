/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { fieldRules } from '../../../../../src/features/models/crud/form_schema.ts'
import type { AnyValidator } from '../../../../../src/state/main.ts'

test.group('Rules of fields', () => {
  test('are those of the validator, as HTML has them', ({ assert }) => {
    const validator = vine.create({
      name: vine.string().minLength(2).maxLength(50),
      email: vine.string().email().nullable(),
      site: vine.string().url().optional(),
      price: vine.number().min(0),
      stock: vine.number().withoutDecimals().max(9),
      isSold: vine.boolean(),
      kind: vine.enum(['a', 'b'] as const).optional(),
      tags: vine.array(vine.number()).optional(),
      other: vine.any().optional(),
      since: vine.date(),
      until: vine.date({ formats: ['YYYY-MM-DDTHH:mm', 'iso8601'] }).nullable(),
      ended: vine
        .date()
        .nullable()
        .transform((date) => date && String(date)),
      days: vine.array(vine.object({ on: vine.date() })).optional(),
    })
    assert.deepEqual(fieldRules(validator as AnyValidator), {
      name: { type: 'text', required: true, minLength: 2, maxLength: 50 },
      email: { type: 'email', required: false },
      site: { type: 'url', required: false },
      price: { type: 'number', required: true, min: 0, step: 'any' },
      stock: { type: 'number', required: true, max: 9, step: 1 },
      isSold: { type: 'checkbox', required: false },
      kind: { type: 'select', required: false, choices: ['a', 'b'] },
      tags: { type: 'number', required: false, multiple: true, step: 'any' },
      other: { type: 'text', required: false },
      since: { type: 'date', required: true },
      until: { type: 'datetime-local', required: false },
      ended: { type: 'date', required: false },
      days: {
        type: 'list',
        required: false,
        fields: { on: { type: 'date', required: true } },
      },
    })
  })

  test('are none for what is not an object', ({ assert }) => {
    assert.deepEqual(fieldRules(vine.create(vine.string()) as AnyValidator), {})
    assert.deepEqual(fieldRules({ validate: async () => {} } as unknown as AnyValidator), {})
  })
})
