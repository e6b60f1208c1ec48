/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import fc from 'fast-check'
import { test } from '@japa/runner'
import { connect, explore, uncalledEvents, visit } from 'reflex-adonis/plugins/japa'
import CounterState from '#states/counter_state'
import { DoorsRoomState, DoorsState } from '#states/doors_state'

test.group('Exploring a page', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('calls events at random, with what their validators describe', async ({ assert }) => {
    const seen = new Set<string>()
    await explore(() => visit('/doors'), {
      events: [
        [DoorsState, 'order'],
        [DoorsState, 'note'],
      ],
      invariant: (page) => {
        seen.add(JSON.stringify(page.state(DoorsState).seen))
        page.assertNotRefused()
      },
      runs: 10,
      seed: 7,
    })
    assert.isAbove(seen.size, 5)
  })

  test('says the shortest sequence after which something does not hold, as a test', async ({
    assert,
  }) => {
    const exploring = explore(() => visit('/'), {
      events: [
        [CounterState, 'increment'],
        [CounterState, 'add', fc.integer({ min: 1, max: 9 })],
      ],
      invariant: (page) => {
        if (page.state(CounterState).count > 3) throw new Error('More than three')
      },
      seed: 1,
    })
    const failure = (await exploring.catch((error: unknown) => error)) as Error
    assert.match(failure.message, /^More than three\n\nAfter \(seed 1\):\n\n/)
    const calls = failure.message.split('\n').filter((line) => line.includes('.call('))
    assert.isAtMost(calls.length, 4)
    assert.match(
      calls[0],
      /await pages\[\d % pages\.length\]\.call\(CounterState, '(increment|add)'/
    )
  })

  test('has several users, whose connections are lost', async () => {
    let said = 0
    await explore(
      async () => {
        said = 0
        return [await connect('/doors'), await connect('/doors')]
      },
      {
        events: [[DoorsRoomState, 'say', fc.constantFrom('a', 'b')]],
        invariant: async (page, pages) => {
          said++
          for (const each of pages) {
            await each.waitFor(() => each.state(DoorsRoomState).lines.length === said)
          }
          page.assertNotRefused()
        },
        runs: 3,
        calls: 6,
        seed: 3,
      }
    )
  })

  test('knows which events no test has called', async ({ assert }) => {
    const page = await visit('/doors')
    await page.state(DoorsState).rename()
    const uncalled = uncalledEvents()
    assert.notInclude(uncalled, 'DoorsState.rename')
    assert.include(uncalled, 'DoorsState.stay')
  })
})
