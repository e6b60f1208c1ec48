/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EmitterFactory } from '@adonisjs/core/factories/events'
import { test } from '@japa/runner'
import { StateRegistry } from '../../../src/state/main.ts'
import { TabAnnouncer, TabRegistry } from '../../../src/tabs/main.ts'
import type { Tab } from '../../../src/tabs/main.ts'
import { Announcer } from '../../../src/telemetry/main.ts'
import type { EventCompleted, TabClosed, TabOpened } from '../../../src/telemetry/main.ts'

/** An application that listens or not, and tabs that tell it what they do. */
function application() {
  const emitter = new EmitterFactory().create(undefined as never)
  const failed: string[] = []
  const note = (error: unknown, event: string) => failed.push(`${event}: ${String(error)}`)
  const announcer = new Announcer(emitter, note)
  const tabs = new TabAnnouncer(announcer)
  const limits = {
    adoptWithin: 1_000,
    keepFor: 1_000,
    sleepAfter: 1_000,
    perSession: 5,
    unadopted: 5,
    outbox: { frames: 5, size: 1_000 },
  }
  const registry = new TabRegistry(new StateRegistry(), limits, {
    freeze: false,
    left: (tab, reason) => tabs.closed(tab, reason),
  })
  return { emitter, failed, announcer, tabs, registry }
}

/** A tab that shows a page. */
function shown(tab: Tab): Tab {
  tab.shown = { page: {}, info: { url: '/cart?page=2' } } as Tab['shown']
  return tab
}

const completed = { kind: 'event', state: 'CartState', event: 'add', start: 0 } as const

/** Lets listeners run, which nobody waits for. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test.group('What the application is told of tabs', () => {
  test('is nothing while nobody listens: no message is made', async ({ assert }) => {
    const { emitter, announcer } = application()
    let made = 0
    const describe = (): TabClosed => {
      made++
      return { tab: 'a', reason: 'ended', duration: 1 }
    }
    assert.isFalse(announcer.hears('reflex:tab_closed'))
    announcer.tell('reflex:tab_closed', describe)
    assert.equal(made, 0)
    const off = emitter.on('reflex:tab_closed', () => {})
    announcer.tell('reflex:tab_closed', describe)
    assert.equal(made, 1)
    off()
    announcer.tell('reflex:tab_closed', describe)
    assert.equal(made, 1)
    emitter.onAny(() => {})
    assert.isTrue(announcer.hears('reflex:event_completed'))
  })

  test('is that each one that was opened is closed, once, with its reason', async ({ assert }) => {
    const { emitter, registry, tabs } = application()
    const told: (TabOpened | TabClosed)[] = []
    emitter.on('reflex:tab_opened', (message) => void told.push(message))
    emitter.on('reflex:tab_closed', (message) => void told.push(message))
    const reasons = ['ended', 'stored', 'moved', 'failed', 'stopped'] as const
    const all = reasons.map(() => shown(registry.create('session')))
    for (const tab of all) {
      tabs.opened(tab, false)
      tabs.opened(tab, true)
    }
    const [ended, ...others] = all
    registry.drop(ended)
    registry.drop(ended)
    for (const [index, reason] of reasons.slice(1, 4).entries()) {
      registry.evict(others[index], reason)
      registry.evict(others[index], 'ended')
    }
    registry.close()
    await turn()
    const opened = told.filter((message) => 'resumed' in message)
    assert.deepEqual(
      opened,
      all.map(({ id }) => ({ tab: id, url: '/cart?page=2', user: undefined, resumed: false }))
    )
    const closed = told.filter((message) => 'reason' in message)
    assert.deepEqual(
      closed.map(({ tab, reason }) => [tab, reason]),
      all.map(({ id }, index) => [id, reasons[index]])
    )
    assert.isTrue(closed.every(({ duration }) => duration >= 0))
  })

  test('leaves out tabs without a page, those that have ended, and those that never opened', async ({
    assert,
  }) => {
    const { emitter, registry, tabs } = application()
    const told: unknown[] = []
    emitter.on('reflex:tab_opened', (message) => void told.push(message))
    emitter.on('reflex:tab_closed', (message) => void told.push(message))
    const refused = registry.create('session')
    tabs.opened(refused, false)
    const gone = shown(registry.create('session'))
    registry.drop(gone)
    tabs.opened(gone, false)
    registry.drop(shown(registry.create('session')))
    registry.close()
    await turn()
    assert.deepEqual(told, [])
  })

  test('is what has come of an event, by its status', async ({ assert }) => {
    const { emitter, registry, tabs } = application()
    const told: EventCompleted[] = []
    emitter.on('reflex:event_completed', (message) => void told.push(message))
    const tab = registry.create('session')
    assert.isTrue(tabs.hearsEvents)
    for (const status of [undefined, 422, 499, 500, 503]) {
      tabs.completed(tab, { ...completed, failure: status ? { status, code: 'E_X' } : undefined })
    }
    await turn()
    const outcomes = ['ok', 'refused', 'refused', 'failed', 'failed']
    assert.deepEqual(
      told.map(({ outcome }) => outcome),
      outcomes
    )
    const { duration, ...first } = told[0]
    assert.isAbove(duration, 0)
    assert.deepEqual(first, {
      tab: tab.id,
      user: undefined,
      kind: 'event',
      state: 'CartState',
      event: 'add',
      outcome: 'ok',
      code: undefined,
    })
    assert.equal(told[1].code, 'E_X')
  })

  test('reaches the others when a listener fails, and the failure is reported', async ({
    assert,
  }) => {
    const { emitter, registry, tabs, failed } = application()
    const told: string[] = []
    emitter.on('reflex:event_completed', () => {
      throw new Error('thrown')
    })
    emitter.on('reflex:event_completed', ({ event }) => void told.push(event))
    tabs.completed(registry.create('session'), { ...completed, failure: undefined })
    emitter.on('reflex:tab_opened', () => Promise.reject(new Error('rejected')))
    tabs.opened(shown(registry.create('session')), false)
    emitter.on('reflex:tab_closed', () => new Promise(() => {}))
    registry.close()
    await turn()
    assert.deepEqual(told, ['add'])
    assert.sameMembers(failed, [
      'reflex:event_completed: Error: thrown',
      'reflex:tab_opened: Error: rejected',
    ])
  })

  test('is told to the error handler of the emitter, where it has one', async ({ assert }) => {
    const { emitter, registry, tabs, failed } = application()
    const handled: unknown[] = []
    emitter.onError((event, error: Error) => void handled.push([event, error.message]))
    emitter.on('reflex:event_completed', () => Promise.reject(new Error('rejected')))
    tabs.completed(registry.create('session'), { ...completed, failure: undefined })
    await turn()
    assert.deepEqual(handled, [['reflex:event_completed', 'rejected']])
    assert.deepEqual(failed, [])
  })
})
