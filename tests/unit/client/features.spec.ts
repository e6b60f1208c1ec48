/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Client, headlessEnvironment } from '../../../src/client/main.ts'
import type { ClientFeature, ClientFeatureFactory } from '../../../src/client/main.ts'
import { SET } from '../../../src/protocol/main.ts'
import { World, bootData, captureConsole } from './support.ts'

/** What happens to the features of a client. */
const MOMENTS: Record<string, (world: World) => void> = {
  changed: (world) => world.socket.receive({ n: 1, d: { CartState: [[SET, ['total'], 9]] } }),
  connected: (world) => void world.reconnect(),
  renewed: (world) => void world.reconnect({ resumed: false, fresh: true }),
  noticed: (world) => world.signal('storage'),
  told: (world) => {
    for (const f of ['broken', 'whole']) world.socket.receive({ t: 'feature', f, m: 1 })
  },
}

/** A feature that does one thing at one moment. */
function featureOf(name: string, moment: string, work: () => unknown): ClientFeatureFactory {
  return { name, create: () => ({ [moment]: work }) as ClientFeature }
}

test.group('A moment of a feature in the browser that fails', () => {
  test('is told to the console, and hurts neither the others nor the tab: {$self}')
    .with(Object.keys(MOMENTS))
    .run(async ({ assert, cleanup }, moment) => {
      const lines = captureConsole('error', cleanup)
      const world = new World()
      world.connect()
      const heard: string[] = []
      const fails = () => {
        throw new Error('broken')
      }
      world.client.features.use(featureOf('broken', moment, fails))
      world.client.features.use(featureOf('whole', moment, () => void heard.push(moment)))
      MOMENTS[moment](world)
      assert.deepEqual(heard, [moment])
      assert.lengthOf(lines, 1)
      assert.include(lines[0], `The feature "broken" failed at "${moment}"`)
      const call = world.client.call('CartState', 'add')
      const { id } = world.socket.of('event')[0]
      world.socket.receive({ n: moment === 'changed' ? 2 : 1, id, r: 'added' })
      assert.equal(await call, 'added')
    })

  test('may fail later, in its promise: {$self}')
    .with(Object.keys(MOMENTS))
    .run(async ({ assert, cleanup }, moment) => {
      const lines = captureConsole('error', cleanup)
      const world = new World()
      world.connect()
      const late = () => Promise.reject(new Error('late'))
      world.client.features.use(featureOf('broken', moment, late))
      MOMENTS[moment](world)
      await setImmediate()
      assert.lengthOf(lines, 1)
      assert.include(lines[0], `The feature "broken" failed at "${moment}"`)
    })
})

test.group('A feature in the browser that cannot be made', () => {
  const broken: ClientFeatureFactory = {
    name: 'broken',
    create: () => {
      throw new Error('cannot be made')
    },
  }

  test('leaves each page with the others, and its connection', ({ assert, cleanup }) => {
    const lines = captureConsole('error', cleanup)
    const heard: string[] = []
    const whole = featureOf('whole', 'changed', () => void heard.push('changed'))
    const client = new Client(bootData(), headlessEnvironment(), [broken, whole])
    client.connect()
    cleanup(() => client.close())
    assert.deepEqual(heard, ['changed'])
    assert.lengthOf(lines, 1)
    assert.include(lines[0], 'The feature "broken" failed at "create"')
  })

  test('fails for the component that asks for it', ({ assert }) => {
    const world = new World()
    assert.throws(() => world.client.features.use(broken), 'cannot be made')
  })
})
