/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Locks the packages that applications of the tests install
|--------------------------------------------------------------------------
|
| node bin/bootstrap.mjs bin/refresh_fixtures.ts
|
| Tests that make an application install nothing but what is in
| tests/fixtures/packages/package-lock.json. This script writes it anew, with
| the newest versions of the day. Run it on purpose, and run the tests after it.
|
*/

import { copyFile, glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments } from './support/arguments.ts'
import { exec, root } from './support/processes.ts'
import { REQUIRED } from '../src/scaffolding/main.ts'

readArguments('node bin/bootstrap.mjs bin/refresh_fixtures.ts')

const fixtures = join(root, 'tests', 'fixtures')

/** Every package that an application of the tests or `configure` names, with its range. */
async function namedPackages(): Promise<Record<string, string>> {
  const found = new Map<string, string>()
  const add = (packages: Record<string, string> = {}) => {
    for (const [name, range] of Object.entries(packages)) found.set(name, range)
  }
  add(Object.fromEntries(REQUIRED.map(({ name, range }) => [name, range])))
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  add(own.dependencies)
  add(own.peerDependencies)
  // Applications of the tests add them later on
  for (const name of ['@adonisjs/bouncer', '@simplewebauthn/browser']) {
    add({ [name]: own.devDependencies[name] })
  }
  for await (const file of glob('{fresh_app,kits/*}/package.json', { cwd: fixtures })) {
    const manifest = JSON.parse(await readFile(join(fixtures, file), 'utf8'))
    add(manifest.dependencies)
    add(manifest.devDependencies)
  }
  return Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}

const folder = await mkdtemp(join(tmpdir(), 'fixtures-'))
const target = join(fixtures, 'packages')
const manifest = {
  private: true,
  description: 'What applications of the tests may install. Made by bin/refresh_fixtures.ts',
  dependencies: await namedPackages(),
}
await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
await copyFile(join(root, '.npmrc'), join(folder, '.npmrc'))
const options = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund']
await exec('npm', ['install', ...options], { cwd: folder })
for (const file of ['package.json', 'package-lock.json']) {
  await copyFile(join(folder, file), join(target, file))
}
await rm(folder, { recursive: true })
console.log('✓ tests/fixtures/packages is of today: run the tests')
