/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { State } from '../../../src/state/main.ts'
import type { ModelProcess } from '../../helpers/model/model_process.ts'
import { openOne, openTwo } from '../../helpers/model/model_world.ts'

class CountState extends State {
  static override scope = 'shared' as const
  @rx.var() count = 0
}

/** Longer than the test takes, so that who waits for a circle to end by itself fails it. */
const FOREVER = 600_000

function enter({ states, rooms }: ModelProcess) {
  const hold = rooms.newHold()
  const definition = states.require('CountState')
  return { hold, into: (id: string) => hold.holdById(definition, id) }
}

/** Which of them have got in, and why others have not. */
async function outcomes(entering: { hold: { abort(): void }; entered: Promise<unknown> }[]) {
  return Promise.all(
    entering.map(({ hold, entered }) =>
      entered
        .then(
          () => 'in',
          ({ code }: { code: string }) => code
        )
        .finally(() => hold.abort())
    )
  )
}

test.group('Rooms that wait for each other', () => {
  for (const size of [2, 3, 5]) {
    test(`have one victim in a circle of ${size}, and at once`, async ({ assert, cleanup }) => {
      const world = await openOne({ states: [CountState], pause: () => 0, waitFor: FOREVER })
      cleanup(() => world.close())
      const holds = Array.from({ length: size }, () => enter(world.processes[0]))
      for (const [index, { into }] of holds.entries()) await into(`room-${index}`)
      const entering = holds.map(({ hold, into }, index) => {
        return { hold, entered: into(`room-${(index + 1) % size}`) }
      })
      const ends = await outcomes(entering)
      assert.sameMembers(ends, ['E_ROOM_BUSY', ...Array<string>(size - 1).fill('in')])
      await enter(world.processes[0]).into('room-0')
    })
  }

  test('are no circle when a hold only waits, or asks for a room twice', async ({
    assert,
    cleanup,
  }) => {
    const world = await openOne({ states: [CountState], pause: () => 0, waitFor: FOREVER })
    cleanup(() => world.close())
    const [first, second, third] = [0, 1, 2].map(() => enter(world.processes[0]))
    const twice = await Promise.all([first.into('room-a'), first.into('room-a')])
    assert.equal(twice[0], twice[1])
    await second.into('room-b')
    const waiting = [second, third].map(({ hold, into }) => ({ hold, entered: into('room-a') }))
    first.hold.abort()
    assert.deepEqual(await outcomes(waiting), ['in', 'in'])
  })

  test('of a hold that has ended are left by it, also the one that it has waited for', async ({
    assert,
    cleanup,
  }) => {
    const world = await openOne({ states: [CountState], pause: () => 0, waitFor: FOREVER })
    cleanup(() => world.close())
    const [first, second] = [enter(world.processes[0]), enter(world.processes[0])]
    await first.into('room-a')
    const late = second.into('room-a')
    second.hold.abort()
    first.hold.abort()
    await assert.rejects(() => late)
    await enter(world.processes[0]).into('room-a')
  })

  test('in two processes have one victim', async ({ assert, cleanup }) => {
    const world = await openTwo({ states: [CountState], pause: () => 0, waitFor: 2_000 })
    cleanup(() => world.close())
    for (let round = 0; round < 3; round++) {
      const [first, second] = world.processes.map((process) => enter(process))
      await first.into(`room-${round}-a`)
      await second.into(`room-${round}-b`)
      const ends = await outcomes([
        { hold: first.hold, entered: first.into(`room-${round}-b`) },
        { hold: second.hold, entered: second.into(`room-${round}-a`) },
      ])
      assert.deepEqual(ends, ['in', 'E_ROOM_BUSY'])
    }
  })
    .tags(['@redis'])
    .timeout(30_000)
})
