/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { defineConfig } from '../../../src/define_config.ts'
import type { ReflexConfig } from '../../../src/define_config.ts'
import { stores } from '../../../src/stores/main.ts'

/** What an application says of a configuration; it may be anything that its author wrote. */
const errorOf = (config: unknown) => {
  try {
    defineConfig(config as ReflexConfig)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test.group('Configuration', () => {
  test('an empty one is one', ({ assert }) => {
    assert.equal(defineConfig({}).drainDelay, 0)
  })

  test('an option that is not there is refused with the nearest name: {path}')
    .with([
      { path: 'drainTimout', config: { drainTimout: '1s' }, nearest: 'drainTimeout' },
      { path: 'limits.frameSise', config: { limits: { frameSise: 1 } }, nearest: 'frameSize' },
      {
        path: 'limits.eventspersecond',
        config: { limits: { eventspersecond: 1 } },
        nearest: 'eventsPerSecond',
      },
      { path: 'tabs.keepfor', config: { tabs: { keepfor: 1 } }, nearest: 'keepFor' },
      { path: 'rooms.waitfor', config: { rooms: { waitfor: 1 } }, nearest: 'waitFor' },
      {
        path: 'background.cancelafter',
        config: { background: { cancelafter: 1 } },
        nearest: 'cancelAfter',
      },
      { path: 'bridge.skips', config: { bridge: { skips: [] } }, nearest: 'skip' },
      {
        path: 'boundary.serverPackage',
        config: { boundary: { serverPackage: [] } },
        nearest: 'serverPackages',
      },
    ])
    .run(({ assert }, { path, config, nearest }) => {
      const message = errorOf(config)
      assert.include(message, `"${path}"`)
      assert.include(message, `Did you mean "${nearest}"?`)
    })

  test('one that is like none is refused with all there are', ({ assert }) => {
    assert.include(errorOf({ rooms: { telephone: 1 } }), 'There are keepFor, waitFor, leaveAfter')
    assert.include(errorOf({ rooms: { toString: 1 } }), 'there is no such option')
  })

  test('a value that cannot be read names its option: {name}')
    .with([
      { name: 'tabs.keepFor', config: { tabs: { keepFor: 'ten minutes' } } },
      { name: 'drainDelay', config: { drainDelay: 'soon' } },
      { name: 'rooms.waitFor', config: { rooms: { waitFor: {} } } },
      { name: 'tabs.sleepAfter', config: { tabs: { sleepAfter: 'x'.repeat(200) } } },
      { name: 'limits.frameSize', config: { limits: { frameSize: 'large' } } },
      { name: 'limits.queue', config: { limits: { queue: 1.5 } } },
    ])
    .run(({ assert }, { name, config }) => {
      assert.include(errorOf(config), `"${name}"`)
    })

  test('the same holds for stores', ({ assert }) => {
    assert.throws(() => stores.redis({ timeout: 'soon' }), /"stores.redis.timeout"/)
    assert.throws(() => stores.redis({ prefx: 'a' } as object), /Did you mean "prefix"/)
    assert.throws(() => stores.file({ folder: 'a' } as object), /There are location/)
    assert.throws(() => stores.memory({ maxTab: 1 } as object), /Did you mean "maxTabs"/)
    assert.throws(() => stores.memory({ maxTabs: -1 }), /"stores.memory.maxTabs"/)
  })
})
