/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Takes the repairs of the differential table out, and sees its tests fail
|--------------------------------------------------------------------------
|
| npm run mutations -- [part of a row's name]
|
| Works on a copy of the sources in tmp/mutations: each mutation is applied,
| built and tested by itself.
|
*/

import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { MUTATIONS } from '../tests/lab/tests/harness/doors/mutations.ts'
import type { Mutation } from '../tests/lab/tests/harness/doors/mutations.ts'
import { root, TYPESCRIPT } from './support/processes.ts'
import { collectResults } from './support/test_results.ts'

const copy = join(root, 'tmp', 'mutations')

/** Copies what Git knows. Other packages are found above, and this one is the copy. */
async function copySources(): Promise<void> {
  await rm(copy, { recursive: true, force: true })
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const { stdout } = await execa('git', listed, { cwd: root })
  for (const file of stdout.split('\n')) {
    await mkdir(dirname(join(copy, file)), { recursive: true })
    await cp(join(root, file), join(copy, file)).catch((error: NodeJS.ErrnoException) => {
      // Deleted, and not committed yet
      if (error.code !== 'ENOENT') throw error
    })
  }
  await mkdir(join(copy, 'node_modules'))
  await symlink('..', join(copy, 'node_modules', 'reflex-adonis'))
}

/** @throws ExecaError when the sources do not compile */
async function build(): Promise<void> {
  await execa('tsdown', ['--logLevel', 'warn'], { cwd: copy, preferLocal: true, localDir: root })
}

/** Runs tests of the table. @returns how many have failed; undefined when none was run */
async function failuresOf(mutations: readonly Mutation[]): Promise<number | undefined> {
  const titles = mutations.map(({ door, row }) => `--tests=${door}: it ${row}`)
  const args = ['bin/test.ts', 'lab', '--files=harness/doors/doors.spec.ts', ...titles]
  const { results } = await collectResults((environment) =>
    execa('node', [TYPESCRIPT, ...args], {
      cwd: copy,
      env: environment,
      reject: false,
      preferLocal: true,
      localDir: root,
    })
  )
  return results && results.passed + results.failed > 0 ? results.failed : undefined
}

/** @throws Error when the text is not there once */
async function mutate({ file, repaired, broken }: Mutation): Promise<() => Promise<void>> {
  const path = join(copy, file)
  const source = await readFile(path, 'utf8')
  if (source.split(repaired).length !== 2) {
    throw new Error(`${file} does not have this text once:\n${repaired}`)
  }
  await writeFile(
    path,
    source.replace(repaired, () => broken)
  )
  return () => writeFile(path, source)
}

const [part = ''] = process.argv.slice(2)
const chosen = MUTATIONS.filter(({ row }) => row.includes(part))
if (chosen.length === 0) throw new Error(`No row of the table has "${part}" in its name`)

await copySources()
await build()
const failed = await failuresOf(chosen)
if (failed !== 0) throw new Error('The tests of the table fail without a mutation, or do not run')

let survivors = 0
for (const mutation of chosen) {
  const restore = await mutate(mutation)
  await build()
  const failures = await failuresOf([mutation])
  const outcome = failures === undefined ? 'did not run' : failures > 0 ? 'fails' : 'PASSES'
  if (outcome !== 'fails') survivors++
  console.log(`${outcome}: ${mutation.door}: it ${mutation.row}`)
  await restore()
}

await rm(copy, { recursive: true, force: true })
console.log(`${chosen.length - survivors} of ${chosen.length} mutations are noticed`)
if (survivors > 0) process.exitCode = 1
