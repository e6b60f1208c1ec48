/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { execa } from 'execa'
import { root } from '../../bin/support/processes.ts'
import { soak } from '../helpers/attacks/soak.ts'

const MINUTE = 60_000

test.group('A soak', () => {
  test('a minute of visits leaves nothing', async ({ assert }) => {
    const { visits, before, after, grown } = await soak(MINUTE)
    assert.deepEqual(grown, [], JSON.stringify({ before, after }))
    assert.lengthOf(Object.keys(visits), 12)
  }).timeout(5 * MINUTE)

  for (const [script, args, answer] of [
    ['soak', ['--minutes=some'], '"some" is not a number of minutes'],
    ['fuzz', ['--target=none'], 'Targets are: '],
  ] as const) {
    test(`npm run ${script} runs as it is written`, async ({ assert }) => {
      const { all, failed } = await execa('npm', ['run', script, '--', ...args], {
        cwd: root,
        all: true,
        reject: false,
      })
      assert.isTrue(failed)
      assert.include(all, answer)
    })
  }
})
