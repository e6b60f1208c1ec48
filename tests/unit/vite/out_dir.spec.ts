/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { outDirOf } from '../../../src/vite/out_dir.ts'

test.group('Folder of the build', () => {
  test('is that of {0}')
    .with([
      [
        'a file with comments',
        '// ours\n{ "compilerOptions": { "outDir": "./dist", }, }',
        './dist',
      ],
      ['no outDir', '{ "extends": "@adonisjs/tsconfig/tsconfig.app.json" }', 'build'],
      ['no file', undefined, 'build'],
    ] as [string, string | undefined, string][])
    .run(async ({ assert, fs }, [, tsconfig, folder]) => {
      if (tsconfig !== undefined) await fs.create('tsconfig.json', tsconfig)
      assert.equal(outDirOf(fs.basePath), folder)
    })
})
