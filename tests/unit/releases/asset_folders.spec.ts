/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { lstat, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { AssetFolder, bringTogether } from '../../../src/releases/main.ts'
import { built, filesOf, RECORD, refusal } from './support.ts'

test.group('The files of several builds', () => {
  test('are where the running release is, and where the next one is', async ({ assert, fs }) => {
    const one = await built(fs, 'one', { 'app-1.js': '1', 'react.js': 'r', 'fonts/a.woff': 'a' })
    const two = await built(fs, 'two', { 'app-2.js': '2', 'react.js': 'r' })
    assert.deepEqual(await bringTogether(two, one, { keep: 3 }), {
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
    assert.containsSubset(await bringTogether(two, one, { keep: 3 }), {
      given: 0,
      taken: 0,
      removed: 0,
    })
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
    for (const build of builds.slice(0, 3))
      await bringTogether(build, shared, { keep: 2, create: true })
    assert.deepEqual(await filesOf(shared), ['app-three.js', 'app-two.js', 'old.css', 'react.js'])
    const { builds: left, removed } = await bringTogether(builds[3], shared, { keep: 2 })
    assert.deepEqual([left, removed], [['three', 'four'], 1])
    assert.deepEqual(await filesOf(shared), ['app-four.js', 'app-three.js', 'old.css', 'react.js'])
    // A roll back is a deploy like any other: the build is the newest then
    const back = await bringTogether(builds[2], shared, { keep: 2 })
    assert.deepEqual(back.builds, ['four', 'three'])
  })

  test('go from release to release without a folder in common', async ({ assert, fs }) => {
    const builds: AssetFolder[] = []
    for (const name of ['one', 'two', 'three', 'four']) {
      builds.push(await built(fs, name, { [`app-${name}.js`]: name }))
    }
    for (let index = 1; index < builds.length; index++) {
      await bringTogether(builds[index], builds[index - 1], { keep: 2 })
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
    assert.deepEqual((await bringTogether(two, one, { keep: 3 })).replaced, ['logo.svg'])
    assert.equal((await one.read('logo.svg'))!.toString(), 'new')
    assert.equal((await two.read('logo.svg'))!.toString(), 'new')
  })
})

test.group('Folders of several builds', () => {
  test('take the files of all deploys that come at once', async ({ assert, fs }) => {
    const names = ['one', 'two', 'three', 'four']
    const builds: AssetFolder[] = []
    for (const name of names) {
      builds.push(await built(fs, name, { [`app-${name}.js`]: name, 'react.js': 'r' }))
    }
    const shared = join(fs.basePath, 'shared')
    await fs.mkdir('shared')
    await Promise.all(
      // Some of them twice: two machines that deploy one build
      [...builds, ...builds.slice(2)].map(({ path }) =>
        bringTogether(new AssetFolder(path), new AssetFolder(shared), { keep: 6 })
      )
    )
    const folder = new AssetFolder(shared)
    const recorded = (await folder.builds()).map(({ build }) => build)
    assert.sameMembers(recorded, names)
    const files = [...names.map((name) => `app-${name}.js`), 'react.js'].sort()
    assert.deepEqual(await filesOf(folder), files)
    const left = await readdir(join(shared, '.vite'), { recursive: true })
    assert.deepEqual(left.sort(), ['reflex_builds.json', 'reflex_parts'])
  })

  test('are locked while another deploy makes what is in them', async ({ fs }) => {
    for (let round = 0; round < 200; round++) {
      await fs.mkdir(`round-${round}`)
      const path = join(fs.basePath, `round-${round}`)
      const made = async () => {
        // Each time a little later
        for (let step = 0; step < round % 20; step++) await lstat(path)
        await mkdir(join(path, '.vite'), { recursive: true })
      }
      const [lock] = await Promise.all([new AssetFolder(path).lock(), made()])
      await lock.release()
    }
  })

  test('that two releases name to each other are locked in one order', async ({ assert, fs }) => {
    const one = await built(fs, 'one', { 'app-1.js': '1' })
    const two = await built(fs, 'two', { 'app-2.js': '2' })
    await Promise.all([bringTogether(one, two, { keep: 3 }), bringTogether(two, one, { keep: 3 })])
    assert.deepEqual(await filesOf(one), ['app-1.js', 'app-2.js'])
    assert.deepEqual(await filesOf(two), ['app-1.js', 'app-2.js'])
  })

  test('believe no record that names files elsewhere: {file}')
    .with(
      [
        '../secret.txt',
        'fonts/../../secret.txt',
        '/etc/passwd',
        'C:/secret.txt',
        '..\\secret.txt',
        '.vite/manifest.json',
        'fonts//a',
        './a',
        '',
        'a\0',
        5,
      ].map((file) => ({ file }))
    )
    .run(async ({ assert, fs }, { file }) => {
      const own = await built(fs, 'own', { 'app.js': '1' })
      const other = await built(fs, 'other', { 'app-2.js': '2' })
      await fs.create('secret.txt', 's')
      const record = [
        { build: 'old', files: [file] },
        { build: 'older', files: ['a.js'] },
      ]
      for (const folder of [own, other]) {
        await fs.create(`${folder === own ? 'own' : 'other'}/${RECORD}`, JSON.stringify(record))
        const said = await refusal(bringTogether(own, other, { keep: 2 }))
        assert.include(said, join(folder.path, RECORD))
        assert.include(said, 'not a list of builds')
        await fs.remove(`${folder === own ? 'own' : 'other'}/${RECORD}`)
      }
      assert.equal(await readFile(join(fs.basePath, 'secret.txt'), 'utf8'), 's')
      assert.equal(await refusal(bringTogether(own, other, { keep: 2 })), '')
    })

  test('say which of their files is damaged: {contents}')
    .with(
      ['', '{', 'null', '5', '"a"', '{}', '[null]', '[5]', '[{"build":"a"}]'].map((contents) => ({
        contents,
      }))
    )
    .run(async ({ assert, fs }, { contents }) => {
      const own = await built(fs, 'own', { 'app.js': '1' })
      const other = await built(fs, 'other', { 'app-2.js': '2' })
      await fs.create(`other/${RECORD}`, contents)
      const said = await refusal(bringTogether(own, other, { keep: 2 }))
      // Nothing at all was ever written so
      if (contents === 'null') assert.equal(said, '')
      else assert.include(said, `Cannot use "${join(other.path, RECORD)}"`)
      await fs.create('own/.vite/reflex.json', contents)
      assert.match(
        await refusal(bringTogether(own, other, { keep: 2 })),
        /^(Cannot use|No build was found in) ".*own.*\. (Build again|Run "node ace build")/
      )
    })

  test('follow no link out of them', async ({ assert, fs }) => {
    const own = await built(fs, 'own', { 'app.js': '1', 'fonts/a.woff': 'a' })
    const other = await built(fs, 'other', { 'app-2.js': '2' })
    await fs.create('outside/b.woff', 'b')
    await symlink(join(fs.basePath, 'outside'), join(other.path, 'fonts'))
    assert.match(
      await refusal(bringTogether(own, other, { keep: 2 })),
      /leads from "fonts\/a.woff"/
    )
    const record = ['old', 'older'].map((build) => ({ build, files: ['fonts/b.woff'] }))
    await fs.create(`other/${RECORD}`, JSON.stringify(record))
    await fs.remove('own/fonts')
    await fs.remove(`own/${RECORD}`)
    assert.match(
      await refusal(bringTogether(own, other, { keep: 2 })),
      /leads from "fonts\/b.woff"/
    )
    assert.deepEqual(await readdir(join(fs.basePath, 'outside')), ['b.woff'])
  })

  test('may be named by a link, and with a slash at the end', async ({ assert, fs }) => {
    const one = await built(fs, 'one', { 'app-1.js': '1', 'fonts/a.woff': 'a' })
    const two = await built(fs, 'two', { 'app-2.js': '2' })
    await symlink(one.path, join(fs.basePath, 'current'))
    const current = new AssetFolder(`${join(fs.basePath, 'current')}/`)
    assert.equal((await bringTogether(two, current, { keep: 2 })).taken, 2)
    assert.deepEqual(await filesOf(two), ['app-1.js', 'app-2.js', 'fonts/a.woff'])
    assert.deepEqual(await current.builds(), await two.builds())
    // The folder of the build itself, by another name
    const self = await refusal(bringTogether(one, current, { keep: 2 }))
    assert.include(self, 'is the folder of this build')
  })

  test('are there, or are made on demand', async ({ assert, fs }) => {
    const own = await built(fs, 'own', { 'app.js': '1' })
    const mistyped = new AssetFolder(join(fs.basePath, 'mistyped/assets'))
    assert.include(await refusal(bringTogether(own, mistyped, { keep: 2 })), '--create')
    assert.isUndefined(await mistyped.realPath())
    await fs.create('public/robots.txt', '')
    const above = new AssetFolder(join(fs.basePath, 'public'))
    assert.include(await refusal(bringTogether(own, above, { keep: 2 })), 'none of a build')
    assert.deepEqual(await filesOf(above), ['robots.txt'])
    const file = new AssetFolder(join(fs.basePath, 'public/robots.txt'))
    assert.include(await refusal(bringTogether(own, file, { keep: 2, create: true })), 'is a file')
    const nothing = new AssetFolder(join(fs.basePath, 'public/none'))
    assert.include(await refusal(bringTogether(nothing, own, { keep: 2 })), 'No build was found in')

    await bringTogether(own, mistyped, { keep: 2, create: true })
    await bringTogether(own, above, { keep: 2, create: true })
    assert.deepEqual(await filesOf(above), ['app.js', 'robots.txt'])
    // An empty one is a first deploy, and what has a record a later one
    await fs.mkdir('volume')
    const volume = new AssetFolder(join(fs.basePath, 'volume'))
    await bringTogether(own, volume, { keep: 2 })
    await bringTogether(own, volume, { keep: 2 })
    assert.deepEqual(await filesOf(volume), ['app.js'])
  })

  test('lose the files of builds that a roll back leaves behind', async ({ assert, fs }) => {
    const builds: AssetFolder[] = []
    for (const name of ['one', 'two', 'three', 'four']) {
      builds.push(await built(fs, name, { [`app-${name}.js`]: name, 'react.js': 'r' }))
    }
    await fs.mkdir('shared')
    const shared = new AssetFolder(join(fs.basePath, 'shared'))
    for (const build of builds) await bringTogether(build, shared, { keep: 2 })
    assert.deepEqual(await filesOf(builds[2]), ['app-three.js', 'app-two.js', 'react.js'])
    const { removed } = await bringTogether(builds[2], shared, { keep: 2 })
    const both = ['app-four.js', 'app-three.js', 'react.js']
    assert.deepEqual([await filesOf(shared), await filesOf(builds[2])], [both, both])
    assert.equal(removed, 1)
  })

  test('know of the files that a deploy has left which did not end', async ({ assert, fs }) => {
    const one = await built(fs, 'one', { 'app-1.js': '1' })
    const two = await built(fs, 'two', { 'a-2.js': '2', 'z-2.js': '2' })
    const three = await built(fs, 'three', { 'app-3.js': '3' })
    await fs.mkdir('one/z-2.js')
    // A folder where a file is to be
    assert.include(await refusal(bringTogether(two, one, { keep: 2 })), 'z-2.js" is a folder')
    assert.include(await filesOf(one), 'a-2.js')
    await fs.remove('one/z-2.js')
    await bringTogether(three, one, { keep: 2 })
    await bringTogether(await built(fs, 'four', { 'app-4.js': '4' }), one, { keep: 2 })
    assert.notInclude(await filesOf(one), 'a-2.js')
  })
})
