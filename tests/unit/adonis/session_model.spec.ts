/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { SessionStoreFactory } from '@adonisjs/session/types'
import fc from 'fast-check'
import { SessionBrowser } from '../../helpers/adonis/session_browser.ts'
import type { BegunRequest } from '../../helpers/adonis/session_browser.ts'
import { cookieStore, SERVER_STORES } from '../../helpers/adonis/session_stores.ts'

type Session = BegunRequest['session']

/** Times at which requests begin, and looks that they or their store take. */
const TIMES = 10

/** What requests do with their session. The first two sign out. */
const DEEDS: Record<string, (session: Session, index: number) => void> = {
  logout: (session) => session.forget('auth_web'),
  clear: (session) => session.clear(),
  regenerate: (session) => session.regenerate(),
  put: (session, index) => session.put(`key${index}`, index),
  flash: (session) => session.flash('note', 'New'),
}

const request = fc.record({
  kind: fc.constantFrom('http' as const, 'event' as const, 'passing' as const),
  deeds: fc.array(fc.constantFrom(...Object.keys(DEEDS)), { maxLength: 3 }),
  begins: fc.nat(TIMES),
  takes: fc.nat(TIMES),
  /** It comes with the first cookies of the browser. */
  isOld: fc.boolean(),
})

const requests = fc.array(request, { minLength: 2, maxLength: 6 })

const pauses = fc.array(fc.nat(3), { minLength: 20, maxLength: 20 })

const pause = async (turns: number) => {
  for (let turn = 0; turn < turns; turn++) await setImmediate()
}

/** A store that takes its time. */
function slow(factory: SessionStoreFactory, times: readonly number[]): SessionStoreFactory {
  let calls = 0
  return (ctx, config) => {
    const store = factory(ctx, config)
    const later =
      <Args extends unknown[], T>(call: (...args: Args) => Promise<T> | T) =>
      async (...args: Args) => {
        await pause(times[calls++ % times.length])
        const answer = await call.apply(store, args)
        await pause(times[calls++ % times.length])
        return answer
      }
    return {
      read: later(store.read),
      write: later(store.write),
      destroy: later(store.destroy),
      touch: later(store.touch),
    }
  }
}

for (const [name, tags, open] of [
  ...SERVER_STORES,
  ['cookie', [], async () => ({ factory: await cookieStore(), close: async () => {} })] as const,
]) {
  test(`Whoever has left a session stays out, whatever happens to it: ${name}`, async ({
    assert,
    cleanup,
  }) => {
    const store = await open()
    cleanup(() => store.close())
    const isCarried = name === 'cookie'
    const property = fc.asyncProperty(requests, pauses, async (all, times) => {
      const browser = new SessionBrowser(isCarried ? store.factory : slow(store.factory, times))
      await browser.run((session) => session.put('auth_web', 1))
      const old = browser.clone()
      const ids = new Set([browser.sessionId])
      let hasLeft = false
      const run = async (index: number) => {
        const { kind, deeds, takes, isOld } = all[index]
        // An old cookie has what it has
        const own = isOld && !isCarried ? old : browser
        const { session, finish } = await own.begin(kind)
        const wasIn = session.has('auth_web')
        await pause(takes)
        for (const deed of deeds) DEEDS[deed](session, index)
        await finish()
        ids.add(session.sessionId)
        hasLeft ||= wasIn && (deeds.includes('logout') || deeds.includes('clear'))
      }
      const running: Promise<void>[] = []
      for (let time = 0; time <= TIMES; time++) {
        for (const [index, { begins }] of all.entries()) {
          if (begins === time) running.push(run(index))
        }
        await setImmediate()
      }
      await Promise.all(running)
      if (!hasLeft) return
      assert.notProperty(await browser.values(), 'auth_web')
      if (isCarried) return
      const kept = store.factory({} as never, { age: '2h' } as never)
      for (const id of ids) assert.notProperty((await kept.read(id)) ?? {}, 'auth_web')
    })
    await fc.assert(property, { numRuns: Number(process.env.MODEL_RUNS ?? 60) })
  })
    .tags(tags as string[])
    .timeout(600_000)
}
