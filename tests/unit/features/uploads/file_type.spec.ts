/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { detectType } from '../../../../src/features/uploads/file_type.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex')
const PAGE = '<html><script>alert(1)</script></html>'

const CASES: [name: string, contents: Buffer | string, extnames: string[], found?: object][] = [
  ['me.png', PNG, ['png'], { extname: 'png', type: 'image', subtype: 'png' }],
  ['me.jpg', PNG, ['jpg'], { extname: 'png', type: 'image', subtype: 'png' }],
  ['me', PNG, [], { extname: 'png', type: 'image', subtype: 'png' }],
  // Nothing in it tells what it is, so it has no media type to be stored and served with
  ['list.csv', 'a;b', ['csv'], { extname: 'csv' }],
  ['list.csv', PAGE, ['csv'], { extname: 'csv' }],
  ['me.png', PAGE, ['png']],
  ['me', PAGE, []],
]

test.group('Types of files', () => {
  test('are told by contents, and by names where contents tell nothing: {0}')
    .with(CASES)
    .run(async ({ fs, assert }, [name, contents, extnames, found]) => {
      const path = join(fs.basePath, 'file')
      await mkdir(fs.basePath, { recursive: true })
      await writeFile(path, contents)
      assert.deepEqual(await detectType(path, name, extnames), found)
    })
})
