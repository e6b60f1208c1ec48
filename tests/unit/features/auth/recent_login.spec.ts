/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import * as errors from '../../../../src/errors.ts'
import { RecentLogin } from '../../../../src/features/auth/main.ts'

const MINUTE = 60_000

/** Clocks that a test moves. */
class HandClocks {
  now = 1_800_000_000_000
  since = 5_000
  origin = 1
  wall = () => this.now
  monotonic = () => this.since

  pass(milliseconds: number): void {
    this.now += milliseconds
    this.since += milliseconds
  }

  /** Another process goes on. */
  restart(): void {
    this.origin++
    this.since = 0
  }
}

/** A request of a browser, as far as its session and its user are concerned. */
class Browser {
  readonly values = new Map<string, unknown>()
  sessionId = 'first'
  user: { id: number | string } | undefined = { id: 1 }

  get ctx(): HttpContext {
    const { values, sessionId, user } = this
    const session = {
      sessionId,
      // What a store has kept is JSON
      get: (key: string) => JSON.parse(JSON.stringify(values.get(key) ?? null)) as unknown,
      put: (key: string, value: unknown) => values.set(key, value),
      forget: (key: string) => values.delete(key),
    }
    return { session, auth: { user } } as unknown as HttpContext
  }
}

test.group('Recent login', () => {
  test('is recent for as long as is asked, and not before it was confirmed', ({ assert }) => {
    const clocks = new HandClocks()
    const recent = new RecentLogin(clocks)
    const { ctx } = new Browser()
    assert.isFalse(recent.isRecent(ctx, '15m'))
    recent.confirm(ctx)
    assert.isTrue(recent.isRecent(ctx, '15m'))
    clocks.pass(15 * MINUTE)
    assert.isTrue(recent.isRecent(ctx, '15m'))
    clocks.pass(1)
    assert.isFalse(recent.isRecent(ctx, '15m'))
    assert.isTrue(recent.isRecent(ctx, '1 hour'))
    assert.isTrue(recent.isRecent(ctx, 16 * MINUTE))
    recent.confirm(ctx)
    assert.isTrue(recent.isRecent(ctx, 1))
    recent.forget(ctx)
    assert.isFalse(recent.isRecent(ctx, '1 hour'))
  })

  test('is one of a user and of a session, whatever the session goes on with', ({ assert }) => {
    const recent = new RecentLogin(new HandClocks())
    const browser = new Browser()
    recent.confirm(browser.ctx)
    browser.user = undefined
    assert.isFalse(recent.isRecent(browser.ctx, '15m'))
    browser.user = { id: 2 }
    assert.isFalse(recent.isRecent(browser.ctx, '15m'))
    browser.user = { id: '1' }
    assert.isTrue(recent.isRecent(browser.ctx, '15m'))
    // Somebody has logged in again
    browser.sessionId = 'second'
    assert.isFalse(recent.isRecent(browser.ctx, '15m'))
    assert.notInclude(JSON.stringify([...browser.values]), 'first')
  })

  test('does not last longer where somebody sets the clock of the machine', ({ assert }) => {
    const clocks = new HandClocks()
    const recent = new RecentLogin(clocks)
    const { ctx } = new Browser()
    recent.confirm(ctx)
    clocks.pass(20 * MINUTE)
    clocks.now -= 60 * MINUTE
    assert.isFalse(recent.isRecent(ctx, '15m'))
    recent.confirm(ctx)
    clocks.now += 24 * 60 * MINUTE
    assert.isTrue(recent.isRecent(ctx, '15m'))
  })

  test('goes on in another process by the time of day, and never from the future', ({ assert }) => {
    const clocks = new HandClocks()
    const recent = new RecentLogin(clocks)
    const { ctx } = new Browser()
    recent.confirm(ctx)
    clocks.restart()
    clocks.pass(10 * MINUTE)
    assert.isTrue(recent.isRecent(ctx, '15m'))
    clocks.pass(6 * MINUTE)
    assert.isFalse(recent.isRecent(ctx, '15m'))
    clocks.now -= 60 * MINUTE
    assert.isFalse(recent.isRecent(ctx, '15m'))
  })

  test('takes nothing else in the session for a check', ({ assert }) => {
    const recent = new RecentLogin(new HandClocks())
    const browser = new Browser()
    for (const value of ['now', 5, true, {}, { at: 1 }, { user: '1', session: 'x', at: 'now' }]) {
      browser.values.set('reflex_recent_login', value)
      assert.isFalse(recent.isRecent(browser.ctx, '15m'))
    }
  })

  test('refuses a guest, a request without a session, and what is not a duration', ({ assert }) => {
    const recent = new RecentLogin(new HandClocks())
    const browser = new Browser()
    recent.confirm(browser.ctx)
    for (const wrong of ['soon', '', 0, -1, Number.NaN, null]) {
      assert.throws(() => recent.isRecent(browser.ctx, wrong as string), /is not a duration/)
    }
    browser.user = undefined
    assert.throws(() => recent.confirm(browser.ctx), errors.E_RECENT_LOGIN_USER)
    const bare = { auth: { user: { id: 1 } } } as unknown as HttpContext
    assert.throws(() => recent.confirm(bare), errors.E_MISSING_MIDDLEWARE)
    assert.throws(() => recent.isRecent(bare, '15m'), errors.E_MISSING_MIDDLEWARE)
  })
})
