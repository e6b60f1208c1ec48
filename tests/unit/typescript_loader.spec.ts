/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { CompiledFiles } from '../../bin/support/compiled_files.ts'
import { exec, TYPESCRIPT } from '../../bin/support/processes.ts'

test.group('The loader of TypeScript', () => {
  test('finds what an import names by its output, and says where a source threw', async ({
    assert,
    fs,
  }) => {
    await fs.create('main.ts', `import { fail } from './other.js'\n\nfail('now')\n`)
    await fs.create(
      'other.ts',
      ['type Reason = string', '', 'export function fail(reason: Reason): never {']
        .concat('  throw new Error(reason)', '}', '')
        .join('\n')
    )
    const main = join(fs.basePath, 'main.ts')
    const { all, exitCode } = await exec('node', [TYPESCRIPT, main], {
      stdio: 'pipe',
      all: true,
      reject: false,
    })
    assert.equal(exitCode, 1)
    assert.include(all, `${join(fs.basePath, 'other.ts')}:4`)
    assert.include(all, `${main}:3`)
  })

  test('names what is missing as it was asked for', async ({ assert, fs }) => {
    await fs.create('main.ts', `import './absent.js'\n`)
    const { all } = await exec('node', [TYPESCRIPT, join(fs.basePath, 'main.ts')], {
      stdio: 'pipe',
      all: true,
      reject: false,
    })
    assert.include(all, `Cannot find module '${join(fs.basePath, 'absent.js')}'`)
  })
})

test.group('Compiled files', () => {
  const url = 'file:///main.ts'

  test('are kept, for copies as well, until the source changes', async ({ assert, fs }) => {
    const kept = join(fs.basePath, 'kept')
    const files = new CompiledFiles(kept)
    await fs.create('main.ts', 'export const one: number = 1')
    const first = files.read(join(fs.basePath, 'main.ts'), url)
    assert.include(first, 'export const one = 1')
    assert.isTrue(first.endsWith(`//# sourceURL=${url}`))

    await fs.create('copy/main.ts', 'export const one: number = 1')
    assert.equal(new CompiledFiles(kept).read(join(fs.basePath, 'copy/main.ts'), url), first)
    const names = await readdir(kept)
    assert.lengthOf(names, 1)

    await fs.create('main.ts', 'export const one: number = 2')
    assert.include(files.read(join(fs.basePath, 'main.ts'), url), 'export const one = 2')
    assert.lengthOf(await readdir(kept), 2)
  })

  test('keep nothing of a source that cannot be compiled', async ({ assert, fs }) => {
    const kept = join(fs.basePath, 'kept')
    await fs.create('broken.ts', 'export const = 1')
    const read = () => new CompiledFiles(kept).read(join(fs.basePath, 'broken.ts'), url)
    assert.throws(read, /broken\.ts:1:1/)
    assert.isEmpty(await readdir(kept))
  })
})
