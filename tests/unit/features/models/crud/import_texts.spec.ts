/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { importText } from '../../../../../src/features/models/crud/import_texts.ts'

const GERMAN: Record<string, string> = { 'models.import.choice': 'Es gibt kein „{name}“' }

/** A request whose application has some texts of its own, as `@adonisjs/i18n` answers. */
const translated = {
  i18n: {
    locale: 'de',
    t: (id: string, values: Record<string, string>, fallback: string) =>
      GERMAN[id]?.replace('{name}', values.name) ?? fallback,
  },
} as unknown as HttpContext

test.group('Texts of imports', () => {
  test('are those of the application, or English', ({ assert }) => {
    const values = { name: 'Tee' }
    assert.equal(importText({} as HttpContext, 'choice', values), 'There is no “Tee”')
    assert.equal(importText(translated, 'choice', values), 'Es gibt kein „Tee“')
    assert.equal(importText(translated, 'double', { line: 3 }), 'It is in line 3 already')
  })

  test('have each value in its place', ({ assert }) => {
    assert.equal(
      importText({} as HttpContext, 'cells', { cells: 3, columns: 2 }),
      'The row has 3 cells, and the file has 2 columns'
    )
  })
})
