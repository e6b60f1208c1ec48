/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { exec } from '../../bin/support/processes.ts'
import { ASKABLE } from '../../bin/support/stuck_process.ts'
import { WatchedSuite } from '../../bin/support/watched_suite.ts'

/** A process that prints as the reporter of Japa does. */
function suite(program: string) {
  return exec('node', [...ASKABLE, '-e', program], { stdio: 'pipe', all: true })
}

/** Milliseconds in which a process has begun, on a busy machine as well: it is asked what it does then. */
const BEGUN = 9_000

test.group('A suite that is watched', () => {
  test('is ended when it prints nothing any more, and its last line is named', async ({
    assert,
  }) => {
    const watched = new WatchedSuite('lab tests', { silence: 3_000, interval: 60_000 })
    const program = `console.log('  ✔ adds (2ms)\\n\\nlab / Rooms'); setInterval(() => {}, 1000)`
    const error = await watched.watch(suite(program)).catch((reason: unknown) => reason as object)
    assert.match(
      (error as { shortMessage: string }).shortMessage,
      /^Ended, since it printed nothing for 0.05 minutes. lab tests: 1 so far, the last line: lab \/ Rooms\nIt is connected to: nobody\nIt runs: /
    )
  })

  test('says which loop it cannot leave', async ({ assert }) => {
    const watched = new WatchedSuite('lab tests', { silence: BEGUN, interval: 60_000 })
    const program = `console.log('  ✔ adds'); function countRows() { for (;;) Math.random() } countRows()`
    const error = await watched.watch(suite(program)).catch((reason: unknown) => reason as object)
    assert.match((error as { shortMessage: string }).shortMessage, /It runs: at countRows /)
  })

  test('says whose answer it waits for', async ({ assert, cleanup }) => {
    const server = createServer().listen(0, '127.0.0.1')
    cleanup(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const watched = new WatchedSuite('lab tests', { silence: BEGUN, interval: 60_000 })
    const program = `console.log('  ✔ adds'); require('node:net').connect(${port}, '127.0.0.1')`
    const error = await watched.watch(suite(program)).catch((reason: unknown) => reason as object)
    const where = `It is connected to: 127.0.0.1:${port}`
    assert.include((error as { shortMessage: string }).shortMessage, where)
  })

  test('goes on as long as it prints', async ({ assert }) => {
    const watched = new WatchedSuite('lab tests', { silence: 3_000, interval: 60_000 })
    const program = `
      let count = 0
      const timer = setInterval(() => {
        console.log('  ✔ adds')
        if (++count === 20) clearInterval(timer)
      }, 200)`
    await assert.doesNotReject(() => watched.watch(suite(program)))
  })

  test('fails as its process does', async ({ assert }) => {
    const error = await new WatchedSuite('lab tests')
      .watch(suite(`console.log('  ✖ adds'); process.exit(3)`))
      .catch((reason: unknown) => reason as object)
    assert.propertyVal(error, 'exitCode', 3)
  })
})
