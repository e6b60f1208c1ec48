/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { root, TYPESCRIPT } from '../../bin/support/processes.ts'
import { Target } from '../helpers/attacks/target.ts'

const PRELOAD = join(root, 'tests', 'helpers', 'attacks', 'moved_clock.ts')

/** What the process says once its clock is set. */
const MOVED = 'The clock was set anew'

test.group('A clock that is set anew', (group) => {
  let target: Target

  group.each.setup(() => () => target.remove())

  async function start(env: Record<string, string> = {}): Promise<void> {
    const options = `${TYPESCRIPT} --import=${PRELOAD}`
    target = await Target.start({ NODE_OPTIONS: options, ...env })
  }

  /** Sets the clock, and waits until the process has. */
  async function move(direction: 'ahead' | 'back'): Promise<void> {
    const times = async () => (await target.log()).split(MOVED).length
    const before = await times()
    target.process.kill(direction === 'ahead' ? 'SIGUSR2' : 'SIGWINCH')
    while ((await times()) === before) await setTimeout(10)
  }

  for (const store of ['memory', 'file', 'redis']) {
    test(`documents get in, and tabs go on, with the store ${store}`, async ({ assert }) => {
      await start({ REFLEX_STORE: store })
      const browser = target.browser()
      const first = await browser.open('/')
      await first.hello()
      await first.call('CounterState', 'increment')
      for (const direction of ['ahead', 'back', 'back', 'ahead'] as const) {
        await move(direction)
        // A document of before the change may come too late; one of after it does not
        const tab = await browser.open('/')
        await tab.hello()
        assert.isUndefined((await tab.call('CounterState', 'increment')).x)
        tab.close()
        assert.isUndefined((await first.call('CounterState', 'increment')).x)
      }
      const { d } = await first.call('CounterState', 'increment')
      assert.deepEqual(d!.CounterState.at(-1)!.at(-1), 6)
      browser.close()
    })

    test(`a ticket for cookies is accepted once, with the store ${store}`, async ({ assert }) => {
      await start({ REFLEX_STORE: store })
      const browser = target.browser()
      const tab = await browser.open('/identity')
      await tab.hello()
      for (const [when, moved] of [
        ['before', 'back'],
        ['after', 'back'],
        ['after', 'ahead'],
      ]) {
        await tab.call('CookieState', 'clear')
        const { c } = await tab.call('CookieState', 'bake', `${when} ${moved}`)
        if (when === 'before') await move(moved as 'back')
        const outcomes = [(await browser.redeem(c!)).status]
        if (when === 'after') await move(moved as 'back')
        outcomes.push((await browser.redeem(c!)).status)
        assert.isAtMost(outcomes.filter((status) => status === 204).length, 1)
      }
      browser.close()
    })
  }

  test('a tab that sleeps is there still', async ({ assert }) => {
    await start({ REFLEX_STORE: 'file', SLEEP_AFTER: '100' })
    const browser = target.browser()
    const first = await browser.open('/')
    await first.hello()
    await first.call('CounterState', 'increment')
    first.socket.terminate()
    await target.until(({ tabs }) => tabs === 0)
    await move('ahead')
    // The seal of before has expired by the clock of now
    const [id, fence] = first.boot.token.split('.')
    const [, , ...seal] = (await browser.load('/')).token.split('.')
    const token = [id, fence, ...seal].join('.')
    const second = await browser.connect({ ...first.boot, token })
    const welcome = await second.hello({ n: 1, id: 1 })
    assert.isUndefined(welcome.fresh)
    assert.isTrue(welcome.resumed)
    browser.close()
  })
})
