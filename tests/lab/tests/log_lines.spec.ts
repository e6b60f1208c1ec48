/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { Logger } from '@adonisjs/core/logger'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import reflex from 'reflex-adonis/services/main'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { logLines } from '#services/journal'

test.group('Lines of the log', (group) => {
  let browser: BrowserSession

  group.each.setup(async () => {
    const logger = await app.container.make(Logger)
    const { level } = logger
    logger.level = 'debug'
    logLines.length = 0
    browser = new BrowserSession()
    return () => {
      logger.level = level
      browser.close()
    }
  })

  async function open(path: string) {
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  /** Waits for a line, which streams may bring late. */
  async function lineWith(fields: object): Promise<Record<string, unknown>> {
    for (;;) {
      const found = logLines.find((line) =>
        Object.entries(fields).every(([name, value]) => line[name] === value)
      )
      if (found) return found
      await setImmediate()
    }
  }

  test('of a handler that fails name its tab, state and event', async ({ assert }) => {
    const tab = await open('/')
    await tab.failure('FailureState', 'unexpected')
    const line = await lineWith({ level: 50, state: 'FailureState', event: 'unexpected' })
    assert.isDefined(reflex.tabs.registry.find(line.tab as string))
    assert.isString(line.request_id)
    assert.include(JSON.stringify(line.err), 'the database is on fire')
  })

  test('do so where the event has no request', async ({ assert }) => {
    const tab = await open('/')
    await tab.failure('CounterState', 'boom')
    const line = await lineWith({ level: 50, state: 'CounterState', event: 'boom' })
    assert.isDefined(reflex.tabs.registry.find(line.tab as string))
  })

  test('at the level debug have the id of the request and what came of it', async ({ assert }) => {
    const tab = await open('/')
    await tab.failure('FailureState', 'teapot')
    const failed = await lineWith({ msg: 'event', event: 'teapot' })
    assert.equal(failed.outcome, 'E_TEAPOT')
    assert.isString(failed.request_id)
    await tab.call('FailureState', 'read')
    const read = await lineWith({ msg: 'event', event: 'read' })
    assert.equal(read.outcome, 'ok')
    assert.notEqual(read.request_id, failed.request_id)
    await tab.call('FailureState', 'redirect')
    assert.equal((await lineWith({ msg: 'event', event: 'redirect' })).outcome, 'redirect')
  })

  test('say that a handler has kept the event loop', async ({ assert }) => {
    const tab = await open('/')
    await tab.call('CounterState', 'keep', 1_500)
    const line = await lineWith({
      msg: 'the event loop was blocked: CounterState.keep blocked it',
    })
    assert.deepEqual(line.by, ['CounterState.keep'])
    assert.isAtLeast(line.blocked as number, 1_000)
  })
})
