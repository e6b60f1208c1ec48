/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import fc from 'fast-check'
import { createRights, fillRights } from './support/rights.ts'
import { GuardWorld } from './support/guard_world.ts'
import type { Step } from './support/guard_world.ts'

/** Milliseconds in which runs begin. */
const EXTENT = 90_000

// More of it happens to the one who may see something
const browser = fc.constantFrom(0, 0, 1)
const user = fc.constantFrom(1, 1, 2)

/** Some of what may happen, with what shows a mistake as often as all the rest. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('signIn' as const), browser, user }),
  fc.record({ type: fc.constant('signOut' as const), browser }),
  fc.record({ type: fc.constant('login' as const), browser, user }),
  fc.record({ type: fc.constant('logout' as const), browser }),
  fc.record({ type: fc.constant('password' as const), browser }),
  fc.record({ type: fc.constant('empty' as const), browser, isMoved: fc.boolean() }),
  fc.record({ type: fc.constantFrom('end' as const, 'endStaff' as const), user }),
  fc.record({ type: fc.constantFrom('grant' as const, 'revoke' as const), user }),
  fc.record({ type: fc.constant('away' as const), browser }),
  fc.record({
    type: fc.constant('open' as const),
    browser,
    path: fc.constantFrom('/rights' as const, '/vault' as const),
  }),
  fc.record({ type: fc.constant('own' as const), browser }),
  fc.record({ type: fc.constant('look' as const), browser })
)

/** What happens while a browser is away, which had a page open that is for some only. */
const whileAway: fc.Arbitrary<Step[]> = fc
  .tuple(browser, user, step)
  .map(([of, who, meanwhile]) => [
    { type: 'grant', user: who },
    { type: 'signIn', browser: of, user: who },
    { type: 'open', browser: of, path: '/vault' },
    { type: 'away', browser: of },
    meanwhile,
  ])

const steps = fc
  .array(fc.oneof({ weight: 3, arbitrary: step.map((each) => [each]) }, whileAway), {
    minLength: 4,
    maxLength: 10,
  })
  .map((each) => each.flat())

test.group('Whatever happens to sessions, users and rights', (group) => {
  group.setup(() => createRights())

  test('no page has data of somebody else, and no event runs for them', async () => {
    const end = performance.now() + EXTENT
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        // Where fast-check ends a run by its time, its world goes on beside the next tests
        if (performance.now() > end) return
        await fillRights()
        const world = new GuardWorld()
        try {
          // Somebody has to be there for most of it
          await world.run({ type: 'signIn', browser: 0, user: 1 })
          await world.run({ type: 'open', browser: 0, path: '/vault' })
          await world.run({ type: 'open', browser: 0, path: '/rights' })
          for (const each of all) await world.run(each)
        } finally {
          world.close()
        }
      }),
      { numRuns: 20 }
    )
  }).timeout(180_000)
})
