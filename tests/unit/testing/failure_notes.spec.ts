/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { FailureNotes } from '../../../src/testing/failure_notes.ts'

/** A test, and what it does after its end. */
function endingTest() {
  const cleanUps: (() => Promise<void>)[] = []
  return {
    cleanUps,
    cleanup: (work: () => Promise<void>) => void cleanUps.push(work),
  }
}

test.group('The notes with the failure of a test', () => {
  test('tell what the test has used, in its message and its stack', async ({ assert }) => {
    const [notes, ending, error] = [new FailureNotes(), endingTest(), new Error('No button')]
    notes.add(ending, async () => 'The page at /cart')
    notes.add(ending, async () => undefined)
    const end = notes.add(ending, async () => 'A page that is closed')
    notes.add(ending, async () => 'The page at /checkout')
    end()
    notes.ended(ending, [{ error }])
    for (const work of ending.cleanUps) await work()
    assert.equal(error.message, 'No button\n\nThe page at /cart\n\nThe page at /checkout')
    assert.include(error.stack, 'Error: No button\n\nThe page at /cart\n\nThe page at /checkout')
  })

  test('are left out where nothing has failed, or the message has them', async ({ assert }) => {
    const [notes, ending] = [new FailureNotes(), endingTest()]
    let asked = 0
    const describe = async () => `asked ${++asked}`
    notes.add(ending, describe)
    notes.ended(ending, [])
    assert.deepEqual(ending.cleanUps, [])
    const failures = [new Error('Expected…\n\nLast frames:\n  > hello'), 'not an error']
    notes.add(ending, describe)
    notes.ended(
      ending,
      failures.map((error) => ({ error }))
    )
    for (const work of ending.cleanUps) await work()
    assert.equal((failures[0] as Error).message, 'Expected…\n\nLast frames:\n  > hello')
    assert.equal(asked, 1)
    notes.ended(ending, [{ error: new Error('of another run') }])
    assert.lengthOf(ending.cleanUps, 1)
  })
})
