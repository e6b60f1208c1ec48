/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { glob, readFile, rm, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { test } from '@japa/runner'
import { execa } from 'execa'
import type { DoctorReport } from '../../src/types.ts'
import { root } from '../../bin/support/processes.ts'
import { DemoCopy } from '../helpers/demo_copy.ts'
import { DevelopedPackage } from '../helpers/developed_package.ts'

/** Runs `node ace` of a folder, in an environment that knows nothing of this run. */
function ace(folder: string, args: string[], environment: Record<string, string> = {}) {
  return execa('node', ['ace.js', ...args], {
    cwd: folder,
    all: true,
    reject: false,
    env: { ...environment, NODE_ENV: 'development', TEST_RESULTS: '', FORCE_COLOR: '0' },
  })
}

/** The contents of all files, by path, but those of the build and of what it leaves behind. */
async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const file of glob('**/*', { cwd: folder })) {
    if (file.startsWith(`build${sep}`) || !(await stat(join(folder, file))).isFile()) continue
    const text = await readFile(join(folder, file))
    found[file] = createHash('sha256').update(text).digest('hex')
  }
  return found
}

test.group('node ace at the root of the package', (group) => {
  let copy: DevelopedPackage

  group.setup(async () => {
    copy = new DevelopedPackage()
    await copy.create()
    return () => copy.end()
  })
  group.each.timeout(180_000)

  test('lists its own commands in the place of those of Adonis, and those of the sources', async ({
    assert,
  }) => {
    const { all, exitCode } = await ace(copy.top, ['list'])
    assert.equal(exitCode, 0, all)
    for (const command of [
      /^ {2}build +Build the package$/m,
      /^ {2}serve +Serve the demo on the sources of the package$/m,
      /^ {2}test +Run the tests of the package$/m,
      /^ {2}reflex:pages /m,
      /^ {2}make:state /m,
      /^ {2}migration:run /m,
    ]) {
      assert.match(all, command)
    }
  })

  test('runs commands of the package on the demo', async ({ assert, cleanup }) => {
    const listed = await ace(copy.top, ['reflex:pages', '--json'], copy.environment(3333))
    assert.equal(listed.exitCode, 0, listed.all)
    assert.match(listed.stdout, /"page": "resources\/pages\/about\.tsx"/)

    const file = join(copy.folder, 'app/states/parcel_state.ts')
    // Other tests have the demo as it is
    cleanup(() => rm(file, { force: true }))
    const made = await ace(copy.top, ['make:state', 'parcel'], copy.environment(3333))
    assert.equal(made.exitCode, 0, made.all)
    const state = await readFile(file, 'utf8')
    assert.match(state, /class ParcelState extends AppState/)
  })

  test('finds no fault of the demo, and says which one there is', async ({ assert }) => {
    const environment = { ...copy.environment(3333), SESSION_DRIVER: 'database' }
    const sound = await ace(copy.top, ['reflex:doctor', '--ci', '--json'], environment)
    assert.equal(sound.exitCode, 0, sound.all)
    const report = JSON.parse(sound.stdout) as DoctorReport
    assert.deepEqual([report.version, report.findings, report.ignored], [1, [], []])

    // Nobody can list sessions in cookies, and a check of the application never lets go
    const checks = [
      "{ name: 'shop/timer', run: () => [setInterval(() => {}, 1_000)].slice(1) as never[] },",
      "{ name: 'shop/prices', run: () => [",
      "  { severity: 'error', about: 'tea', reason: 'Tea costs nothing', remedy: 'Give it a price' },",
      '] },',
    ].join('\n')
    const doctor = `doctor: { checks: [${checks}], ignore: { 'shop/prices:tea': 'It is a gift' } }`
    const app = new DemoCopy(copy.folder)
    await app.replace('config/reflex.ts', 'auth: defineAuth({', `${doctor},\nauth: defineAuth({`)
    const faulty = await ace(copy.top, ['reflex:doctor', '--ci'], {
      ...environment,
      SESSION_DRIVER: 'cookie',
    })
    assert.equal(faulty.exitCode, 1, faulty.all)
    assert.match(faulty.stdout, /^warning auth\/session-tags config\/session\.ts:\d+$/m)
    assert.match(faulty.stdout, /^ {2}→ Use the store "database"/m)
    assert.match(faulty.stdout, /^\d+ checks: 0 errors, 1 warning, 0 hints, 1 ignored$/m)
  })

  test('runs suites, files and tests, and says which one is not there', async ({ assert }) => {
    const file = '--files=tests/unit/structure.spec.ts'
    const run = await ace(root, ['test', 'unit', file, '--tests=a circle is found'])
    assert.equal(run.exitCode, 0, run.all)
    assert.match(run.all, /1 passed \(1\)/)

    const unknown = await ace(root, ['test', 'units'])
    assert.equal(unknown.exitCode, 1)
    assert.match(unknown.all, /"units" is not a suite\. Suites: unit, functional/)
  })

  test('builds the package, and writes nothing else', async ({ assert }) => {
    const before = await contents(copy.top)
    const { all, exitCode } = await ace(copy.top, ['build'])
    assert.equal(exitCode, 0, all)
    assert.deepEqual(await contents(copy.top), before)
    for (const file of ['index.js', 'index.d.ts', 'commands/main.js', 'src/react/main.js']) {
      assert.isTrue((await stat(join(copy.top, 'build', file))).isFile())
    }
  })
})
