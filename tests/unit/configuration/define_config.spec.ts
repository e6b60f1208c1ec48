/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { defineConfig } from '../../../src/define_config.ts'
import type { ReflexConfig } from '../../../src/define_config.ts'
import { stores } from '../../../src/stores/main.ts'
import { Features } from '../../../src/tabs/main.ts'
import type { FeatureHost } from '../../../src/tabs/main.ts'

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

  test('shared data are functions, by names that are members')
    .with([
      { shared: { basket: 3 }, why: /shared\.basket/ },
      { shared: { 'the basket': () => 3 }, why: /cannot be read as a member/ },
      { shared: JSON.parse('{"__proto__":1}') as object, why: /cannot be read as a member/ },
      { shared: { then: () => 3 }, why: /cannot be read as a member/ },
      { shared: null, why: /shared/ },
    ])
    .run(({ assert }, { shared, why }) => assert.match(errorOf({ shared }), why))

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
      { path: 'live.collectfor', config: { live: { collectfor: 1 } }, nearest: 'collectFor' },
      {
        path: 'live.outside.evry',
        config: { live: { outside: { evry: 1 } } },
        nearest: 'every',
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
    assert.include(errorOf({ rooms: { toString: 1 } }), 'this option does not exist')
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

  test('a time is one that a timer can hold: {name} {value}')
    .with(
      [
        ['drainDelay', (value: unknown) => ({ drainDelay: value })] as const,
        ['drainTimeout', (value: unknown) => ({ drainTimeout: value })] as const,
        ['rooms.waitFor', (value: unknown) => ({ rooms: { waitFor: value } })] as const,
        ['rooms.leaveAfter', (value: unknown) => ({ rooms: { leaveAfter: value } })] as const,
        [
          'background.cancelAfter',
          (value: unknown) => ({ background: { cancelAfter: value } }),
        ] as const,
        ['limits.helloTimeout', (value: unknown) => ({ limits: { helloTimeout: value } })] as const,
      ].flatMap(([name, config]) =>
        [2 ** 31, '25 days', Infinity, Number.NaN, -1, '-5s', '', null].map((value) => {
          return { name, value, config }
        })
      )
    )
    .run(({ assert }, { name, value, config }) => {
      assert.include(errorOf(config(value)), `"${name}"`)
      assert.equal(errorOf(config(2 ** 31 - 1)), '')
      assert.equal(errorOf(config('24 days')), '')
    })

  test('what is stored or compared may take longer, but not for ever: {name}')
    .with([
      { name: 'tabs.adoptWithin', config: (value: unknown) => ({ tabs: { adoptWithin: value } }) },
      { name: 'tabs.keepFor', config: (value: unknown) => ({ tabs: { keepFor: value } }) },
      { name: 'tabs.sleepAfter', config: (value: unknown) => ({ tabs: { sleepAfter: value } }) },
      {
        name: 'tabs.tokenExpiresIn',
        config: (value: unknown) => ({ tabs: { tokenExpiresIn: value } }),
      },
      { name: 'rooms.keepFor', config: (value: unknown) => ({ rooms: { keepFor: value } }) },
      {
        name: 'limits.idleTimeout',
        config: (value: unknown) => ({ limits: { idleTimeout: value } }),
      },
      { name: 'bridge.userCache', config: (value: unknown) => ({ bridge: { userCache: value } }) },
    ])
    .run(({ assert }, { name, config }) => {
      assert.equal(errorOf(config('90 days')), '')
      for (const value of ['11y', `${'9'.repeat(50)}s`, Infinity, Number.NaN, -1, null, {}]) {
        assert.include(errorOf(config(value)), `"${name}"`)
      }
    })

  test('no time at all is one where it says "at once": {value}')
    .with([{ value: 0 }, { value: '0' }, { value: '0s' }, { value: '0 seconds' }])
    .run(({ assert }, { value }) => {
      const config = defineConfig({
        drainDelay: value,
        drainTimeout: value,
        rooms: { leaveAfter: value },
        background: { cancelAfter: value },
        bridge: { userCache: value },
      })
      assert.deepEqual([config.drainDelay, config.drainTimeout], [0, 0])
      assert.deepEqual([config.rooms.leaveAfter, config.background.cancelAfter], [0, 0])
      assert.isUndefined(config.bridge.userCache)
      for (const name of ['keepFor', 'adoptWithin', 'sleepAfter', 'tokenExpiresIn']) {
        assert.include(errorOf({ tabs: { [name]: value } }), `"tabs.${name}"`)
      }
      assert.include(errorOf({ drainDelay: '0 parsecs' }), '"drainDelay"')
    })

  test('a size is one that sockets can hold, and read as a whole: {value}')
    .with(
      [2 ** 29, '2gb', '4gb', Infinity, Number.NaN, 0.5, '12large', '1e9', '', null].map(
        (value) => {
          return { value }
        }
      )
    )
    .run(({ assert }, { value }) => {
      assert.include(errorOf({ limits: { frameSize: value } }), '"limits.frameSize"')
      assert.equal(errorOf({ limits: { frameSize: '500mb' } }), '')
      assert.equal(errorOf({ limits: { unsentBytes: '4 GB', unacknowledgedBytes: 1 } }), '')
    })

  test('what is not a group of options is refused: {value}')
    .with([null, 5, 'yes', true, [], () => {}, new Date()].map((value) => ({ value })))
    .run(({ assert }, { value }) => {
      for (const name of [
        'tabs',
        'rooms',
        'background',
        'limits',
        'bridge',
        'boundary',
        'stores',
      ]) {
        assert.match(errorOf({ [name]: value }), new RegExp(`^Invalid "${name}" in config`))
      }
      assert.match(errorOf(value), /^Invalid "defineConfig\(\)" in config/)
      const store = (make: (config: object) => unknown) => () => make(value as object)
      assert.throws(store(stores.redis), /^Invalid "stores.redis" in config/)
      assert.throws(store(stores.memory), /^Invalid "stores.memory" in config/)
      assert.throws(store(stores.file), /^Invalid "stores.file" in config/)
    })

  test('a value of another kind names its option: {name}')
    .with([
      { name: 'allowedHosts', config: { allowedHosts: 'app' } },
      { name: 'allowedHosts', config: { allowedHosts: [5] } },
      { name: 'allowedOrigins', config: { allowedOrigins: 'https://a.example' } },
      { name: 'allowedOrigins', config: { allowedOrigins: [null] } },
      { name: 'pages', config: { pages: [5] } },
      { name: 'states', config: { states: 'app/**' } },
      { name: 'entry', config: { entry: '' } },
      { name: 'view', config: { view: null } },
      { name: 'url', config: { url: 5 } },
      { name: 'currentUser', config: { currentUser: 'id' } },
      { name: 'bridge.mode', config: { bridge: { mode: null } } },
      { name: 'bridge.skip', config: { bridge: { skip: 'cors' } } },
      { name: 'bridge.skip', config: { bridge: { skip: ['cors'] } } },
      { name: 'boundary.serverPackages', config: { boundary: { serverPackages: 'pg' } } },
      { name: 'boundary.sharedFolders', config: { boundary: { sharedFolders: [5] } } },
      { name: 'uploads.prefix', config: { uploads: { prefix: '/uploads' } } },
      { name: 'uploads.prefix', config: { uploads: { prefix: 'my uploads' } } },
      { name: 'uploads.prefix', config: { uploads: { prefix: '../uploads' } } },
      { name: 'features', config: { features: 'counter' } },
      { name: 'features', config: { features: ['counter'] } },
      { name: 'features', config: { features: [{ name: 'counter' }] } },
      { name: 'features', config: { features: [null] } },
      { name: 'features', config: { features: null } },
      { name: 'features', config: { features: () => ({ name: 'counter' }) } },
      { name: 'stores.redis', config: { stores: { redis: {} } } },
      { name: 'store', config: { store: null } },
      { name: 'live.outside', config: { live: { outside: 'yes' } } },
      { name: 'live.outside', config: { live: { outside: null } } },
      { name: 'live.outside.every', config: { live: { outside: { every: 'often' } } } },
      { name: 'live.outside.every', config: { live: { outside: { every: 0 } } } },
      { name: 'live.outside.every', config: { live: { outside: { every: '2m' } } } },
      { name: 'live.outside.connections', config: { live: { outside: { connections: 'pg' } } } },
      { name: 'live.outside.connections', config: { live: { outside: { connections: [] } } } },
    ])
    .run(({ assert }, { name, config }) => {
      assert.match(errorOf(config), new RegExp(`^Invalid "${name}" in config`))
    })

  test('a feature that stands there twice is refused', ({ assert }) => {
    const counter = () => ({ name: 'counter' })
    assert.equal(errorOf({ features: [counter, () => ({ name: 'other' })] }), '')
    assert.match(errorOf({ features: [counter, counter] }), /^Invalid "features" .*twice/)
  })

  test('names of features are refused once they are known: {problem}')
    .with([
      { problem: 'of another feature', names: ['counter', 'counter'] },
      { problem: 'of the package', names: ['cookies'] },
      { problem: 'not a name', names: ['event counter'] },
      { problem: 'none', names: [undefined] },
    ])
    .run(({ assert }, { names }) => {
      const { features } = defineConfig({
        features: names.map((name) => () => ({ name: name! })),
      })
      const made = features.map((create) => create({} as FeatureHost))
      assert.throws(() => new Features().add(...made), /^Cannot add the feature "/)
    })

  test('what other programs write is seen where one says so', ({ assert }) => {
    const outsideOf = (outside?: boolean | object) =>
      defineConfig({ live: { outside } }).live.outside
    assert.isUndefined(outsideOf())
    assert.isUndefined(outsideOf(false))
    assert.deepEqual(outsideOf(true), { every: 1_000, connections: undefined })
    assert.deepEqual(outsideOf({}), { every: 1_000, connections: undefined })
    assert.deepEqual(outsideOf({ every: '250ms', connections: ['main'] }), {
      every: 250,
      connections: ['main'],
    })
  })

  test('the same holds for stores', ({ assert }) => {
    assert.throws(() => stores.redis({ timeout: 'soon' }), /"stores.redis.timeout"/)
    assert.throws(() => stores.redis({ prefx: 'a' } as object), /Did you mean "prefix"/)
    assert.throws(() => stores.file({ folder: 'a' } as object), /There are location/)
    assert.throws(() => stores.memory({ maxTab: 1 } as object), /Did you mean "maxTabs"/)
    assert.throws(() => stores.memory({ maxTabs: -1 }), /"stores.memory.maxTabs"/)
    assert.throws(() => stores.redis({ timeout: '25 days' }), /"stores.redis.timeout"/)
    assert.throws(() => stores.redis({ timeout: 0 }), /"stores.redis.timeout"/)
    assert.throws(() => stores.redis({ prefix: 5 } as object), /"stores.redis.prefix"/)
    assert.throws(() => stores.file({ location: null } as object), /"stores.file.location"/)
  })
})
