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

  test('fails where the invariant returns false, and nowhere else', async ({ assert }) => {
    const explored = (invariant: () => boolean | Promise<boolean>) =>
      explore(() => visit('/'), { events: [[CounterState, 'increment']], invariant, runs: 1 })
    await explored(() => true)
    await assert.rejects(() => explored(() => false), /^The invariant has returned false\n/)
    await assert.rejects(() => explored(async () => false), /^The invariant has returned false\n/)
  })

  test('tries something', async ({ assert }) => {
    const events = [[CounterState, 'increment']] as const
    for (const [options, call] of [
      [{ events, runs: 0 }, /explore\({ runs: 0 }\) can never fail/],
      [{ events, runs: Number.NaN }, /explore\({ runs: NaN }\)/],
      [{ events, calls: 0 }, /explore\({ calls: 0 }\)/],
      [{ events: [] }, /explore\({ events: \[\] }\)/],
    ] as const) {
      const exploring = () => explore(() => visit('/'), { ...options, invariant: () => {} })
      await assert.rejects(exploring, call)
    }
    const nobody = () => explore(async () => [], { events, invariant: () => {} })
    await assert.rejects(nobody, /explore\(\(\) => \[\], …\) can never fail/)
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
