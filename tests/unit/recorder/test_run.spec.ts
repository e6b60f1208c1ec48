/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { runTests } from '../../../src/recorder/test_run.ts'

/** Has `node ace test` be some code. */
async function run(source: string, timeLimit?: number) {
  const root = await mkdtemp(join(tmpdir(), 'reflex-run-'))
  try {
    await writeFile(join(root, 'ace.js'), source)
    const { PATH } = process.env
    const of = { root, environment: { PATH }, suite: 'functional', file: 'a.spec.ts' }
    return await runTests({ ...of, ...(timeLimit !== undefined && { timeLimit }) })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

test.group('A run of recorded tests', () => {
  test('says whether its tests have passed, and what they have printed', async ({ assert }) => {
    const passed = await run("console.log('1 passed')")
    assert.deepEqual(passed, { hasPassed: true, output: '1 passed\n' })
    const failed = await run("console.log('1 failed'); process.exitCode = 1")
    assert.deepEqual(failed, { hasPassed: false, output: '1 failed\n' })
  })

  test('that does not end is ended, also where it does not want to', async ({ assert }) => {
    const waits = 'setInterval(() => {}, 1_000)'
    await assert.rejects(() => run(waits, 500), /were ended/)
    await assert.rejects(() => run(`process.on('SIGTERM', () => {}); ${waits}`, 500), /were ended/)
  }).timeout(30_000)
})
