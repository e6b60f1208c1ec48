/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { exec, TYPESCRIPT } from '../../bin/support/processes.ts'

/** How a script ends, and what it says, when it is called with an argument. */
async function call(script: string, argument: string) {
  const options = { stdio: 'pipe', all: true, reject: false } as const
  const { exitCode, all } = await exec('node', [TYPESCRIPT, script, argument], options)
  return { exitCode, said: String(all) }
}

test.group('Scripts of the package', () => {
  test('say how they are called, and do nothing else', async ({ assert }) => {
    assert.deepEqual(await call('bin/bench.ts', '--help'), {
      exitCode: 0,
      said: 'npm run bench -- [--only=throughput,uploads] [--check] [--keep]',
    })
    const usage = { exitCode: 0, said: 'npm run soak -- [--minutes=10]' }
    assert.deepEqual(await call('bin/soak.ts', '--help'), usage)
  }).timeout(60_000)

  test('do nothing with what they do not know', async ({ assert }) => {
    for (const script of ['bin/refresh_fixtures.ts', 'bin/check.ts']) {
      const { exitCode, said } = await call(script, '--nonsense')
      assert.equal(exitCode, 1, script)
      assert.include(said, "Unknown option '--nonsense'", script)
    }
  }).timeout(60_000)
})
