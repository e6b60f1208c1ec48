/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileSystem } from '@japa/file-system'
import { test } from '@japa/runner'
import { AssetFolder, bringTogether } from '../../../src/releases/main.ts'
import { built, filesOf, RECORD, refusal } from './support.ts'

const LOCK = '.vite/reflex_deploy.lock'

/** What is in the way of a deploy of `own` to `other`, and what is said of it. */
const odd: { title: string; said: RegExp; make: (fs: FileSystem) => Promise<unknown> }[] = [
  {
    title: 'a file of the build that the record names is missing',
    said: /The file ".*own\/gone\.js" is missing\. Bring it back/,
    make: (fs) => record(fs, 'own', 'own', ['app.js', 'gone.js']),
  },
  {
    title: 'a missing file that the other folder has',
    said: /The file ".*own\/gone\.js" is missing/,
    make: async (fs) => {
      await record(fs, 'own', 'own', ['app.js', 'gone.js'])
      await fs.create('other/gone.js', 'g')
    },
  },
  {
    title: 'a folder where a file of the build is expected',
    said: /own\/odd\.js" is a folder, where a file is expected\. Remove or rename/,
    make: async (fs) => {
      await record(fs, 'own', 'own', ['app.js', 'odd.js'])
      await fs.mkdir('own/odd.js')
    },
  },
  {
    title: 'a folder where a file is to be',
    said: /other\/app\.js" is a folder/,
    make: (fs) => fs.mkdir('other/app.js'),
  },
  {
    title: 'a folder where a file of an older build is expected',
    said: /other\/old\.js" is a folder/,
    make: async (fs) => {
      await record(fs, 'other', 'old', ['old.js'])
      await fs.mkdir('other/old.js')
    },
  },
  {
    title: 'a folder where a file is to be removed',
    said: /own\/older\.js"? is a folder/,
    make: async (fs) => {
      await record(fs, 'own', 'older', ['older.js'], [{ build: 'own', files: ['app.js'] }])
      await fs.mkdir('own/older.js')
    },
  },
  {
    title: 'a file where a folder is to be',
    said: /in the path ".*other\/fonts", where a folder is expected/,
    make: async (fs) => {
      await fs.create('own/fonts/a.woff', 'a')
      await fs.create('other/fonts', '')
    },
  },
  {
    title: 'a file where a folder of the build is expected',
    said: /own\/fonts\/a\.woff" is missing/,
    make: async (fs) => {
      await record(fs, 'own', 'own', ['app.js', 'fonts/a.woff'])
      await fs.create('own/fonts', '')
    },
  },
  {
    title: 'a folder as the manifest',
    said: /own\/\.vite\/reflex\.json" is a folder/,
    make: async (fs) => {
      await fs.remove('own/.vite/reflex.json')
      await fs.mkdir('own/.vite/reflex.json')
    },
  },
  {
    title: 'a folder as the record',
    said: /other\/\.vite\/reflex_builds\.json" is a folder/,
    make: (fs) => fs.mkdir(`other/${RECORD}`),
  },
  {
    title: 'a folder as the lock',
    said: /other\/\.vite\/reflex_deploy\.lock" is a folder/,
    make: (fs) => fs.mkdir(`other/${LOCK}`),
  },
  {
    title: 'a link as the lock',
    said: /other\/\.vite\/reflex_deploy\.lock" is a link/,
    make: (fs) => symlink('nowhere', join(fs.basePath, `other/${LOCK}`)),
  },
  {
    title: 'a pipe as a file of the build',
    said: /own\/pipe\.js" is a device or a pipe/,
    make: async (fs) => {
      await record(fs, 'own', 'own', ['app.js', 'pipe.js'])
      execFileSync('mkfifo', [join(fs.basePath, 'own/pipe.js')])
    },
  },
  {
    title: 'a manifest without a name of its build',
    said: /No build was found in ".*own"/,
    make: (fs) => fs.create('own/.vite/reflex.json', '{"version":1,"build":""}'),
  },
]

async function record(
  fs: FileSystem,
  folder: string,
  build: string,
  files: string[],
  more: unknown[] = []
): Promise<void> {
  await fs.create(`${folder}/${RECORD}`, JSON.stringify([{ build, files }, ...more]))
}

test.group('Odd files in a deploy', () => {
  test('are named with a remedy: {title}')
    .with(odd)
    .run(async ({ assert, fs }, { said, make }) => {
      const own = await built(fs, 'own', { 'app.js': '1' })
      const other = await built(fs, 'other', { 'app-2.js': '2' })
      await make(fs)
      assert.match(await refusal(bringTogether(own, other, { keep: 2 })), said)
      // Nobody waits for what has failed
      const lock = await stat(join(other.path, LOCK)).catch(() => undefined)
      assert.isFalse(lock?.isFile() ?? false)
    })

  test('are named where a folder is made', async ({ assert, fs }) => {
    const own = await built(fs, 'own', { 'app.js': '1' })
    await fs.create('other/.vite', '')
    const other = new AssetFolder(join(fs.basePath, 'other'))
    const said = await refusal(bringTogether(own, other, { keep: 2, create: true }))
    assert.match(said, /path ".*other\/\.vite", where a folder is expected/)
  })

  test('nothing is found below a file: {path}')
    .with(['public/robots.txt/assets', 'public/robots.txt/a/b'].map((path) => ({ path })))
    .run(async ({ assert, fs }, { path }) => {
      const own = await built(fs, 'own', { 'app.js': '1' })
      await fs.create('public/robots.txt', '')
      const folder = new AssetFolder(join(fs.basePath, path))
      for (const create of [false, true]) {
        const said = await refusal(bringTogether(own, folder, { keep: 2, create }))
        assert.match(said, /public\/robots\.txt.*where a folder is expected/)
      }
    })

  test('that vanish while they are compared are missing', async ({ assert, fs }) => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}.js`, `${n}`]))
    const own = await built(fs, 'own', files)
    const other = await built(fs, 'other', files)
    const deploy = refusal(bringTogether(own, other, { keep: 2 }))
    await until(async () => (await stat(join(other.path, RECORD))).isFile())
    await rm(join(own.path, 'f99.js'))
    assert.match(await deploy, /own\/f99\.js" is missing/)
  })

  test('of older builds go, whatever has taken the place of their folder', async ({
    assert,
    fs,
  }) => {
    const own = await built(fs, 'own', { fonts: 'a file' })
    const other = await built(fs, 'other', { 'app-2.js': '2' })
    await record(fs, 'own', 'older', ['fonts/a.woff'], [{ build: 'own', files: ['fonts'] }])
    assert.equal(await refusal(bringTogether(own, other, { keep: 2 })), '')
    assert.deepEqual(await filesOf(own), ['app-2.js', 'fonts'])
  })

  test('may be read by whoever could read them before', async ({ assert, fs }) => {
    const own = await built(fs, 'own', { 'app.js': '1' })
    const other = await built(fs, 'other', {})
    await chmod(join(own.path, 'app.js'), 0o664)
    await bringTogether(own, other, { keep: 2 })
    assert.equal((await stat(join(other.path, 'app.js'))).mode & 0o777, 0o664)
  })
})

test.group('Links in a deploy', () => {
  test('bring nothing from outside of the folder: {where}')
    .with([{ where: 'own' }, { where: 'other' }])
    .run(async ({ assert, fs }, { where }) => {
      const own = await built(fs, 'own', { 'app.js': '1' })
      const other = await built(fs, 'other', { 'app-2.js': '2' })
      await fs.create('secret.txt', 's')
      await symlink(join(fs.basePath, 'secret.txt'), join(fs.basePath, where, 'linked.js'))
      await record(fs, where, where, ['linked.js'])
      const said = await refusal(bringTogether(own, other, { keep: 2 }))
      assert.match(said, /A link leads from "linked\.js" out of the folder/)
      const target = where === 'own' ? other : own
      assert.notInclude(await filesOf(target), 'linked.js')
    })

  test('are followed inside of the folder', async ({ assert, fs }) => {
    const own = await built(fs, 'own', { 'app.js': '1' })
    const other = await built(fs, 'other', {})
    await symlink('app.js', join(own.path, 'linked.js'))
    await record(fs, 'own', 'own', ['app.js', 'linked.js'])
    assert.equal(await refusal(bringTogether(own, other, { keep: 2 })), '')
    assert.equal((await other.read('linked.js'))!.toString(), '1')
    assert.deepEqual(await filesOf(other), ['app.js', 'linked.js'])
  })

  test('keep the command from all that is beyond them: {leads}')
    .with([{ leads: 'outside' }, { leads: 'nowhere' }])
    .run(async ({ assert, fs }, { leads }) => {
      const own = await built(fs, 'own', { 'app.js': '1' })
      await fs.create('outside/reflex_parts/theirs.txt', 't')
      await fs.mkdir('other')
      await symlink(join(fs.basePath, leads), join(fs.basePath, 'other/.vite'))
      const other = new AssetFolder(join(fs.basePath, 'other'))
      assert.match(
        await refusal(bringTogether(own, other, { keep: 2, create: true })),
        /A link leads from ".*" out of the folder/
      )
      const left = await readdir(join(fs.basePath, 'outside'), { recursive: true })
      assert.deepEqual(left.sort(), ['reflex_parts', 'reflex_parts/theirs.txt'])
      assert.notInclude(await readdir(fs.basePath), 'nowhere')
    })

  test('lead no part of a file out', async ({ assert, fs }) => {
    await built(fs, 'from', { 'app.js': '1' })
    const from = new AssetFolder(join(fs.basePath, 'from'))
    const other = await built(fs, 'other', {})
    await fs.mkdir('outside')
    const lock = await other.lock()
    await symlink(join(fs.basePath, 'outside'), join(other.path, '.vite/reflex_parts'))
    assert.match(
      await refusal(other.write('app.js', await from.require('app.js'))),
      /A link leads from/
    )
    assert.deepEqual(await filesOf(other), [])
    await lock.release()
  })
})

test.group('A deploy whose lock was taken over', () => {
  /** As somebody does who has seen no sign of life for long. */
  async function takeOver({ path }: AssetFolder): Promise<void> {
    await rename(join(path, LOCK), join(path, '.vite/aside'))
    await writeFile(join(path, LOCK), 'somebody 1')
  }

  test('changes nothing more', async ({ assert, fs }) => {
    const from = await built(fs, 'from', { 'new.js': 'n' })
    const folder = await built(fs, 'folder', { 'app.js': '1' })
    const lock = await folder.lock()
    await takeOver(folder)
    for (const work of [
      () => folder.remove('app.js'),
      async () => folder.write('new.js', await from.require('new.js')),
      () => folder.note([]),
    ]) {
      assert.match(await refusal(work()), /has taken over the lock of ".*folder"\. Run the command/)
    }
    assert.deepEqual(await filesOf(folder), ['app.js'])
    assert.notInclude(await readdir(join(folder.path, '.vite')), 'reflex_builds.json')
    await lock.release()
    assert.equal(await readFile(join(folder.path, LOCK), 'utf8'), 'somebody 1')
  })

  test('ends, and leaves the lock to who has it: {where}')
    .with([{ where: 'own' }, { where: 'other' }])
    .run(async ({ assert, fs }, { where }) => {
      const names = Array.from({ length: 300 }, (_, n) => `f${n}.js`)
      const own = await built(fs, 'own', Object.fromEntries(names.map((name) => [name, 'n'])))
      const other = await built(fs, 'other', { 'app-2.js': '2' })
      const folder = where === 'own' ? own : other
      const deploy = refusal(bringTogether(own, other, { keep: 2 }))
      await until(async () => (await stat(join(other.path, 'f0.js'))).isFile())
      await takeOver(folder)
      assert.match(await deploy, new RegExp(`has taken over the lock of ".*${where}"`))
      assert.equal(await readFile(join(folder.path, LOCK), 'utf8'), 'somebody 1')
    })
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await mkdir('.', { recursive: true })
}
