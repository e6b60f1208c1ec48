/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Visitor } from '../../../src/bridge/main.ts'
import { StateRegistry } from '../../../src/state/main.ts'
import type { EventScope, StateDefinition } from '../../../src/state/main.ts'
import { Features, Inbox, TabRegistry } from '../../../src/tabs/main.ts'
import type { Feature, Tab, TabPart } from '../../../src/tabs/main.ts'
import type { InboxOptions } from '../../../src/tabs/inbox.ts'

interface Failure {
  message: string
  feature: string | undefined
  moment: string | undefined
}

/** Makes tabs that have parts of these features, and notes what fails in them. */
function registryOf(features: readonly Feature[]) {
  const failures: Failure[] = []
  const all = new Features()
  all.add(...features)
  const limits = {
    adoptWithin: 1_000,
    keepFor: 1_000,
    sleepAfter: 1_000,
    perSession: 5,
    unadopted: 5,
    outbox: { frames: 5, size: 1_000 },
  }
  const registry = new TabRegistry(new StateRegistry(), limits, {
    features: all,
    freeze: false,
    failed: (_tab, error, at) => {
      const message = (error as Error | null)?.message ?? String(error)
      failures.push({ message, feature: at?.feature, moment: at?.moment })
    },
  })
  return { registry, failures }
}

/** A tab that has these parts, each of a feature of its own: `feature1` and so on. */
function tabWith(...parts: TabPart[]) {
  const { registry, failures } = registryOf(
    parts.map((part, index) => ({ name: `feature${index + 1}`, attach: () => part }))
  )
  return { tab: registry.build('a'.repeat(22), 'session'), failures }
}

/** What happens to a tab, as the moments of its parts. */
const MOMENTS: Record<string, (tab: Tab) => void> = {
  takenUp: ({ parts }) => parts.takenUp(),
  connected: ({ parts }) => parts.connected(),
  received: ({ parts }) => parts.received({ t: 'nav', id: 1, url: '/' }),
  sent: ({ outbox }) => outbox.push({ id: 1 }),
  disconnected: ({ parts }) => parts.disconnected(),
  answered: ({ parts }) => parts.answered(),
  stored: ({ parts }) => parts.stored(),
  cancel: ({ parts }) => parts.cancel('CartState', 'load'),
  disowned: ({ parts }) => parts.disowned('its user has signed out'),
  draining: ({ parts }) => parts.draining('the server goes away'),
  abandoned: ({ parts }) => parts.abandoned('the server goes away'),
  ended: ({ parts }) => parts.ended('its tab has ended'),
  dropped: ({ parts }) => parts.dropped(),
  restore: ({ parts }) => parts.restore({ feature1: 1, feature2: 2 }),
  pack: ({ parts }) => void parts.pack(),
  welcome: ({ parts }) => void parts.welcome(),
}

test.group('A moment of a feature that fails', () => {
  test('is reported, and hurts no other feature: {$self}')
    .with(Object.keys(MOMENTS))
    .run(({ assert }, moment) => {
      const heard: string[] = []
      const fails = () => {
        throw new Error('broken')
      }
      const { tab, failures } = tabWith(
        { [moment]: fails },
        { [moment]: () => void heard.push(moment) }
      )
      MOMENTS[moment](tab)
      assert.deepEqual(heard, [moment])
      assert.deepEqual(failures, [{ message: 'broken', feature: 'feature1', moment }])
    })

  test('may fail later, in its promise: {$self}')
    .with(Object.keys(MOMENTS))
    .run(async ({ assert }, moment) => {
      const { tab, failures } = tabWith({ [moment]: () => Promise.reject(new Error('late')) })
      MOMENTS[moment](tab)
      await setImmediate()
      assert.deepInclude(failures, { message: 'late', feature: 'feature1', moment })
    })

  test('may throw whatever it likes: {$self}')
    .with([null, undefined, 'text', 7])
    .run(({ assert }, thrown) => {
      const fails = () => {
        throw thrown
      }
      const { tab, failures } = tabWith({ answered: fails })
      tab.parts.answered()
      assert.deepEqual(failures, [
        { message: String(thrown), feature: 'feature1', moment: 'answered' },
      ])
    })

  test('leaves a tab that begins without its part', ({ assert, cleanup }) => {
    const { registry, failures } = registryOf([
      {
        name: 'broken',
        attach: () => {
          throw new Error('no part')
        },
      },
      { name: 'whole', attach: () => ({ pack: () => 1 }) },
    ])
    cleanup(() => registry.close())
    const tab = registry.create('session')
    assert.isUndefined(tab.parts.get('broken'))
    assert.deepEqual(tab.parts.pack(), { whole: 1 })
    assert.deepEqual(failures, [{ message: 'no part', feature: 'broken', moment: 'attach' }])
  })
})

test.group('What a feature keeps', () => {
  test('is left out where no store can have it, and the rest is kept: {$self}')
    .with(['a function', 'a promise', 'a getter'])
    .run(({ assert }, kind) => {
      const values: Record<string, unknown> = {
        'a function': () => {},
        'a promise': Promise.resolve(1),
        'a getter': {
          get value() {
            throw new Error('unreadable')
          },
        },
      }
      const { tab, failures } = tabWith({ pack: () => values[kind] }, { pack: () => 2 })
      assert.deepEqual(tab.parts.pack(), { feature2: 2 })
      assert.lengthOf(failures, 1)
      assert.deepInclude(failures[0], { feature: 'feature1', moment: 'pack' })
    })

  test('stays in the record while another process has the tab that knows nothing of it', ({
    assert,
  }) => {
    const { tab, failures } = tabWith({ pack: () => 'own' })
    tab.parts.restore({ elsewhere: { files: 2 }, feature1: 'before' })
    assert.deepEqual(tab.parts.pack(), { elsewhere: { files: 2 }, feature1: 'own' })
    assert.lengthOf(failures, 0)
  })

  test('is taken up by the process that knows the feature again', ({ assert }) => {
    const { tab: older } = tabWith()
    older.parts.restore({ feature1: [7] })
    const restored: unknown[] = []
    const { tab: newer } = tabWith({ restore: (packed) => void restored.push(packed) })
    newer.parts.restore(older.parts.pack()!)
    assert.deepEqual(restored, [[7]])
    assert.isUndefined(newer.parts.pack())
  })

  test('is nobody else’s: a tab that changes hands keeps nothing of what is not known here', ({
    assert,
  }) => {
    const { tab } = tabWith({ pack: () => 'own' })
    tab.parts.restore({ elsewhere: 'of the user before' })
    tab.disown('its user has signed out')
    assert.deepEqual(tab.parts.pack(), { feature1: 'own' })
  })
})

test.group('What a feature tells with the welcome', () => {
  test('is left out where it cannot be sent', ({ assert }) => {
    const circle: Record<string, unknown> = {}
    circle.tasks = circle
    const { tab, failures } = tabWith(
      { welcome: () => circle },
      { welcome: () => ({ tasks: [3] }) }
    )
    assert.deepEqual(tab.parts.welcome(), { tasks: [3] })
    assert.lengthOf(failures, 1)
    assert.deepInclude(failures[0], { feature: 'feature1', moment: 'welcome' })
  })
})

test.group('The name of a feature', () => {
  test('is one that addresses and records can have: {name}')
    .with(
      ['', 'a b', 'a/b', '../a', '__proto__', '1st', 'é', 'a'.repeat(41), 5, null, undefined].map(
        (name) => ({ name })
      )
    )
    .run(({ assert }, { name }) => {
      const features = new Features()
      assert.throws(
        () => features.add({ name } as Feature),
        /^Cannot add the feature ".*": a name has letters/
      )
    })

  test('may have letters, digits and both kinds of dashes: {$self}')
    .with(['counter', 'eventCounter', 'event_counter', 'event-counter-2', 'a'.repeat(40)])
    .run(({ assert }, name) => {
      const endpoint = { respond: async () => {} }
      const features = new Features()
      features.add({ name, endpoint })
      assert.equal(features.endpoint(name), endpoint)
    })

  test('is not one that the package has for itself', ({ assert }) => {
    const features = new Features()
    assert.throws(() => features.add({ name: 'cookies' }), /"cookies": the package has this name/)
  })

  test('is that of one feature', ({ assert }) => {
    const features = new Features()
    features.add({ name: 'counter' })
    assert.throws(() => features.add({ name: 'counter' }), /"counter": there is one of this name/)
    assert.throws(
      () => features.add({ name: 'other' }, { name: 'other' }),
      /"other": there is one of this name/
    )
  })

  test('is missing where a function makes no feature: {$self}')
    .with(['nothing', 'a promise'])
    .run(({ assert }, kind) => {
      const made: unknown = kind === 'nothing' ? undefined : Promise.resolve({ name: 'late' })
      const features = new Features()
      assert.throws(() => features.add(made as Feature), /^Cannot add the feature "undefined"/)
    })
})

test.group('What is asked of a feature', () => {
  test('fails for it alone, and is told once: {$self}')
    .with(['throws', 'rejects'])
    .run(async ({ assert }, way) => {
      const fails = () => {
        if (way === 'throws') throw new Error('unknown')
        return Promise.reject(new Error('unknown'))
      }
      const { tab, failures } = tabWith(
        {
          get running(): number {
            throw new Error('unknown')
          },
          worksOn: () => {
            throw new Error('unknown')
          },
          settled: fails as () => Promise<void>,
        },
        { running: 2, worksOn: (id) => id === 3, settled: async () => {} }
      )
      for (let look = 0; look < 3; look++) {
        assert.equal(tab.parts.running, 2)
        assert.isTrue(tab.parts.worksOn(3))
        assert.isFalse(tab.parts.worksOn(4))
        await tab.parts.settled()
      }
      assert.sameMembers(
        failures.map(({ feature, moment }) => `${feature} ${moment}`),
        ['feature1 running', 'feature1 worksOn', 'feature1 settled']
      )
    })

  test('counts where it is a count: {$self}')
    .with([Number.NaN, Infinity, -1, 'many', null, {}])
    .run(({ assert }, running) => {
      const { tab } = tabWith({ running: running as number }, { running: 1 })
      assert.equal(tab.parts.running, 1)
    })

  test('does not block the process that waits for it: {$self}')
    .with(['settled already', 'no promise', 'a rejection'])
    .run(async ({ assert }, kind) => {
      let looks = 0
      let running = 1
      const settled = () => {
        // It would never let this test go on
        if (++looks === 10_000) running = 0
        if (kind === 'a rejection') return Promise.reject(new Error('unknown'))
        return (kind === 'no promise' ? undefined : Promise.resolve()) as Promise<void>
      }
      const { tab } = tabWith({
        get running() {
          return running
        },
        settled,
      })
      const idle = tab.idle()
      await setImmediate()
      assert.isBelow(looks, 10_000)
      running = 0
      await idle
      assert.isFalse(tab.busy)
    })

  test('is asked no more once nobody waits', async ({ assert }) => {
    const { tab } = tabWith({ running: 1 })
    const waits = new AbortController()
    const idle = tab.idle(waits.signal)
    waits.abort()
    await idle
    assert.isTrue(tab.busy)
  })
})

test.group('What a page tells a feature', () => {
  /** A tab that hears what it is told, and tells it something. */
  function told(change: (tab: Tab) => void) {
    const heard: unknown[] = []
    const { tab, failures } = tabWith({ told: (data) => void heard.push(data) })
    const visitor = {} as Visitor
    tab.visitor = visitor
    change(tab)
    const inbox = new Inbox({} as InboxOptions)
    const tell = (f: string, by = visitor) => inbox.told(tab, { t: 'feature', f, m: 1 }, by)
    return { heard, failures, tell }
  }

  test('reaches its part', ({ assert }) => {
    const { heard, tell } = told(() => {})
    tell('feature1')
    assert.deepEqual(heard, [1])
    assert.throws(() => tell('nothing'), /No feature "nothing"/)
    assert.throws(() => tell('toString'), /No feature "toString"/)
  })

  test('is lost where the tab is about to go: {$self}')
    .with(['draining', 'ended'] as const)
    .run(({ assert }, state) => {
      const { heard, tell } = told((tab) => (tab[state] = true))
      tell('feature1')
      tell('nothing')
      assert.deepEqual(heard, [])
    })

  test('is not heard from a socket that another one has replaced', ({ assert }) => {
    const { heard, tell } = told(() => {})
    tell('feature1', {} as Visitor)
    assert.deepEqual(heard, [])
  })

  test('may fail later, which is logged', async ({ assert }) => {
    const { tab, failures } = tabWith({ told: () => Promise.reject(new Error('late')) })
    tab.parts.told('feature1', 1)
    await setImmediate()
    assert.deepEqual(failures, [{ message: 'late', feature: 'feature1', moment: 'told' }])
  })
})

test.group('The tabs of a browser session', () => {
  test('have its id in common, and those without one have nothing', ({ assert }) => {
    const { registry } = registryOf([])
    const tab = registry.create('session')
    registry.create('')
    assert.deepEqual(registry.ofSession('session'), [tab])
    assert.deepEqual(registry.ofSession(''), [])
    registry.close()
  })
})

test.group('What features ask', () => {
  const definition = {} as StateDefinition
  const scope = {} as EventScope

  function featuresOf(...features: Omit<Feature, 'name'>[]): Features {
    const all = new Features()
    all.add(...features.map((feature, index) => ({ ...feature, name: `feature${index + 1}` })))
    return all
  }

  function guarding(event: string, name: string, asked: string[]): Omit<Feature, 'name'> {
    const note = (what: string) => async () => void asked.push(`${name} ${what}`)
    const guard = { admit: note('admits'), confirm: note('confirms') }
    return { extend: () => ({ guards: new Map([[event, guard]]) }) }
  }

  test('of an event is asked one after the other, and stays apart from other events', async ({
    assert,
  }) => {
    const asked: string[] = []
    const features = featuresOf(
      guarding('save', 'first', asked),
      guarding('open', 'second', asked),
      guarding('save', 'third', asked)
    )
    const guards = features.extend(definition).guards!
    await guards.get('save')!.admit(scope, [])
    await guards.get('save')!.confirm?.(scope, [])
    assert.deepEqual(asked, ['first admits', 'third admits', 'first confirms', 'third confirms'])
    await guards.get('open')!.admit(scope, [])
    assert.equal(asked.at(-1), 'second admits')
  })

  test('of an event ends with the first one that refuses', async ({ assert }) => {
    const asked: string[] = []
    const refuse = { admit: async () => Promise.reject(new Error('No')) }
    const features = featuresOf(
      { extend: () => ({ guards: new Map([['save', refuse]]) }) },
      guarding('save', 'second', asked)
    )
    const guard = features.extend(definition).guards!.get('save')!
    await assert.rejects(async () => guard.admit(scope, []), 'No')
    assert.deepEqual(asked, [])
  })

  test('before a page is shown again is asked of all, and of none where nobody has a question', async ({
    assert,
  }) => {
    const asked: string[] = []
    const tab = {} as Tab
    assert.isUndefined(featuresOf({}, { recheck: () => undefined }).recheck(tab))
    const features = featuresOf(
      { recheck: () => async () => void asked.push('first') },
      {},
      { recheck: () => async () => Promise.reject(new Error('No')) }
    )
    await assert.rejects(async () => features.recheck(tab)!(scope), 'No')
    assert.deepEqual(asked, ['first'])
  })
})
