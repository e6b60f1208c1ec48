/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'
import { MUTATIONS } from '../../lab/tests/harness/doors/mutations.ts'

const table = join(root, 'tests/lab/tests/harness/doors/behaviours.ts')

test.group('The mutations of the differential table', () => {
  test('are there for each row, and for no other', async ({ assert }) => {
    const source = await readFile(table, 'utf8')
    const rows = [...source.matchAll(/^ {4}it: '(.+)',$/gm)].map(([, row]) => row)
    assert.isAbove(rows.length, 30)
    assert.sameMembers([...new Set(MUTATIONS.map(({ row }) => row))], rows)
  })

  test('change what the sources still have, once', async ({ assert }) => {
    for (const { row, file, repaired, broken } of MUTATIONS) {
      const source = await readFile(join(root, file), 'utf8')
      const what = `${file}, for the row "${row}": ${repaired}`
      assert.lengthOf(source.split(repaired), 2, what)
      assert.notEqual(broken, repaired, what)
    }
  })
})
