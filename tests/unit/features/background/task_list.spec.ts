/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import { TaskList } from '../../../../src/features/background/task_list.ts'
import { TaskRunner } from '../../../../src/features/background/task_runner.ts'
import type { TaskRunnerOptions } from '../../../../src/features/background/task_runner.ts'
import { Features, Outbox, Tab } from '../../../../src/tabs/main.ts'
import type { StateTree } from '../../../../src/state/main.ts'

const create = () => new TaskList({ takenUp: () => {}, disconnected: () => {} })

const IMPORT = { id: 3, state: 'ImportState', event: 'start' }

/** What a store may have given that is no list of tasks. */
const ODD: Record<string, unknown> = {
  'nothing': null,
  'a text': 'tasks',
  'a number': 1,
  'an object': { 0: IMPORT, length: 1 },
  'a list of nothing': [null],
  'a list of ids': [1, 2],
  'a task without an id': [{ state: 'ImportState', event: 'start' }],
  'a task with a text for an id': [{ ...IMPORT, id: '3' }],
  'a task with half an id': [{ ...IMPORT, id: 1.5 }],
  'a task with an id that no event has': [{ ...IMPORT, id: 0 }],
  'a task without a state': [{ id: 3, event: 'start' }],
  'a task of an odd event': [{ ...IMPORT, event: ['start'] }],
  'an odd task after another one': [IMPORT, {}],
}

test.group('The tasks that a store has kept', () => {
  test('are taken up, and told with the welcome', ({ assert }) => {
    const tasks = create()
    tasks.restore([IMPORT, { ...IMPORT, id: 4, since: 'a later version' }])
    assert.deepEqual(tasks.lost, [IMPORT, { ...IMPORT, id: 4 }])
    assert.deepEqual(tasks.welcome(), { tasks: [3, 4] })
    assert.isTrue(tasks.worksOn(4))
  })

  test('are those of a list of tasks, and nothing else: {$self}')
    .with(Object.keys(ODD))
    .run(({ assert }, what) => {
      const tasks = create()
      assert.throws(() => tasks.restore(ODD[what]), /not a list of background events/)
      assert.deepEqual(tasks.lost, [])
      assert.isUndefined(tasks.pack())
      assert.isUndefined(tasks.welcome())
    })

  test('hurt no tab where they are odd: it begins anew, which is logged', ({ assert }) => {
    const failures: unknown[] = []
    const outbox = new Outbox({ frames: 5, size: 1_000 })
    const tab = new Tab('tab', 'session', {} as StateTree, outbox, (error, at) =>
      failures.push([(error as Error).name, at])
    )
    const features = new Features()
    features.add({ name: 'background', attach: create })
    features.attach(tab)
    tab.parts.restore({ background: [{ id: 'three' }] })
    assert.deepEqual(failures, [['TypeError', { feature: 'background', moment: 'restore' }]])
    assert.isUndefined(tab.parts.pack())
    tab.parts.restore({ background: [IMPORT] })
    assert.deepEqual(tab.parts.pack(), { background: [IMPORT] })
  })

  test('are reported where the tab cannot tell of their end', async ({ assert }) => {
    const reported: unknown[] = []
    const runner = new TaskRunner({
      turns: { run: () => Promise.reject(new Error('no turn')) },
      report: async (error: unknown, _ctx: unknown, of: object) => {
        reported.push([(error as Error).message, of])
      },
      cancelAfter: 1_000,
    } as unknown as TaskRunnerOptions)
    const outbox = new Outbox({ frames: 5, size: 1_000 })
    const tab = new Tab('tab', 'session', {} as StateTree, outbox)
    tab.parts.add('background', () => runner.attach(tab))
    tab.parts.restore({ background: [IMPORT] })
    tab.parts.takenUp()
    await setImmediate()
    assert.deepEqual(reported, [['no turn', { tab: 'tab', state: 'ImportState' }]])
  })
})
