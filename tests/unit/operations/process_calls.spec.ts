/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { memoryTransport, NewsBus } from '../../../src/bus/main.ts'
import * as errors from '../../../src/errors.ts'
import { ProcessCalls } from '../../../src/operations/main.ts'

/** The processes of a test, each on a bus of its own, as in an application. */
async function start(processes: Record<string, { serves: boolean }>) {
  const logger = new Logger({ enabled: false })
  const buses: NewsBus[] = []
  const calls: Record<string, ProcessCalls> = {}
  for (const [process, { serves }] of Object.entries(processes)) {
    const bus = new NewsBus(memoryTransport(), logger, [])
    buses.push(bus)
    calls[process] = new ProcessCalls({ process, bus, logger, serves })
    await calls[process].listen()
  }
  return { calls, close: () => Promise.all(buses.map((bus) => bus.close())) }
}

test.group('Calls of processes', () => {
  test('one that fails is told to who has asked it alone, with the reason', async ({
    assert,
    cleanup,
  }) => {
    const { calls, close } = await start({ web: { serves: true }, command: { serves: false } })
    cleanup(async () => void (await close()))
    calls.web.handle('broadcast', () => {
      throw new Error('The page is gone')
    })
    const asked = calls.command.askOne('broadcast', null)
    await assert.rejects(() => asked, /The process \S+ has failed: The page is gone\. Its log/)
    await asked.catch((error) => assert.instanceOf(error, errors.E_CALL_FAILED))
  })

  test('one that fails is named, and the answers of others are there', async ({
    assert,
    cleanup,
  }) => {
    const { calls, close } = await start({
      first: { serves: true },
      second: { serves: true },
      command: { serves: false },
    })
    cleanup(async () => void (await close()))
    calls.first.handle('count', () => 3)
    // One of another version has no such call
    const { answers, unanswered, failure } = await calls.command.ask('count', null)
    assert.deepEqual(
      answers.map(({ id, value }) => [id, value]),
      [['first', 3]]
    )
    assert.lengthOf(unanswered, 1)
    assert.equal(failure, 'This process does not know the call "count"')
  })

  test('a process that has tabs does by itself what one is to do, and fails as it fails', async ({
    assert,
    cleanup,
  }) => {
    const { calls, close } = await start({ first: { serves: true }, second: { serves: true } })
    cleanup(async () => void (await close()))
    calls.first.handle('close', () => 'by the first')
    calls.second.handle('close', () => 'by the second')
    assert.equal(await calls.second.askOne('close', null), 'by the second')
    calls.first.handle('fail', () => {
      throw new RangeError('too far')
    })
    await assert.rejects(() => calls.first.askOne('fail', null), RangeError, 'too far')
  })
})
