/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'
import { madeFiles } from '../../helpers/auth/made_files.ts'

test.group('What make:auth writes', () => {
  test('is what the tests of the flows run on', async ({ assert }) => {
    const files = await madeFiles()
    assert.isAbove(files.size, 30)
    for (const [file, text] of files) {
      assert.equal(await readFile(join(root, 'tests/lab', file), 'utf8'), text, file)
    }
  })
})
