/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileSystem } from '@japa/file-system'
import { test } from '@japa/runner'
import { AssetFolder, bringTogether } from '../../../src/releases/main.ts'

/** A folder as Vite leaves it. */
async function built(
  fs: FileSystem,
  build: string,
  files: Record<string, string>
): Promise<AssetFolder> {
  await fs.create(`${build}/.vite/reflex.json`, JSON.stringify({ version: 1, build }))
  await fs.create(`${build}/.vite/manifest.json`, '{}')
  for (const [file, contents] of Object.entries(files))
    await fs.create(`${build}/${file}`, contents)
  return new AssetFolder(join(fs.basePath, build))
}

async function filesOf({ path }: AssetFolder): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('.vite'))
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort()
}

test.group('The files of several builds', () => {
  test('are where the running release is, and where the next one is', async ({ assert, fs }) => {
    const one = await built(fs, 'one', { 'app-1.js': '1', 'react.js': 'r', 'fonts/a.woff': 'a' })
    const two = await built(fs, 'two', { 'app-2.js': '2', 'react.js': 'r' })
    assert.deepEqual(await bringTogether(two, one, 3), {
      builds: ['one', 'two'],
      given: 1,
      taken: 2,
      removed: 0,
      replaced: [],
    })
    const both = ['app-1.js', 'app-2.js', 'fonts/a.woff', 'react.js']
    assert.deepEqual(await filesOf(one), both)
    assert.deepEqual(await filesOf(two), both)
    // Once more changes nothing
    assert.containsSubset(await bringTogether(two, one, 3), { given: 0, taken: 0, removed: 0 })
  })

  test('go with the builds that are not kept, but for those that others have', async ({
    assert,
    fs,
  }) => {
    const shared = new AssetFolder(join(fs.basePath, 'shared'))
    const builds: AssetFolder[] = []
    for (const name of ['one', 'two', 'three', 'four']) {
      const files: Record<string, string> = { [`app-${name}.js`]: name, 'react.js': 'r' }
      if (name !== 'four') files['old.css'] = 'o'
      builds.push(await built(fs, name, files))
    }
    for (const build of builds.slice(0, 3)) await bringTogether(build, shared, 2)
    assert.deepEqual(await filesOf(shared), ['app-three.js', 'app-two.js', 'old.css', 'react.js'])
    const { builds: left, removed } = await bringTogether(builds[3], shared, 2)
    assert.deepEqual([left, removed], [['three', 'four'], 1])
    assert.deepEqual(await filesOf(shared), ['app-four.js', 'app-three.js', 'old.css', 'react.js'])
    // A roll back is a deploy like any other: the build is the newest then
    const back = await bringTogether(builds[2], shared, 2)
    assert.deepEqual(back.builds, ['four', 'three'])
  })

  test('go from release to release without a folder in common', async ({ assert, fs }) => {
    const builds: AssetFolder[] = []
    for (const name of ['one', 'two', 'three', 'four']) {
      builds.push(await built(fs, name, { [`app-${name}.js`]: name }))
    }
    for (let index = 1; index < builds.length; index++) {
      await bringTogether(builds[index], builds[index - 1], 2)
    }
    assert.deepEqual(await filesOf(builds[3]), ['app-four.js', 'app-three.js'])
    // The running release keeps its own, whatever is kept besides
    assert.include(await filesOf(builds[2]), 'app-three.js')
    assert.notInclude(await filesOf(builds[2]), 'app-one.js')
  })

  test('with one name and other contents are those of the new build, which is said', async ({
    assert,
    fs,
  }) => {
    const one = await built(fs, 'one', { 'logo.svg': 'old' })
    const two = await built(fs, 'two', { 'logo.svg': 'new' })
    assert.deepEqual((await bringTogether(two, one, 3)).replaced, ['logo.svg'])
    assert.equal((await one.read('logo.svg'))!.toString(), 'new')
    assert.equal((await two.read('logo.svg'))!.toString(), 'new')
  })
})
