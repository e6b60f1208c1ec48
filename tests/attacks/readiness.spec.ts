/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'

/** Milliseconds of something that a test ends before it is over. */
const HOUR = 3_600_000

/** Asks to stop, and waits until the readiness probe has noticed. */
async function drain(target: Target): Promise<string> {
  target.process.kill('SIGTERM')
  for (;;) {
    const response = await fetch(`${target.base}/health/ready`)
    const text = await response.text()
    if (response.status === 503) return text
    await setTimeout(20)
  }
}

test.group('Readiness', (group) => {
  let target: Target

  group.each.teardown(() => target.remove())

  test('a process that drains is alive and not ready, and its documents ask for another connection', async ({
    assert,
  }) => {
    target = await Target.start({ DRAIN_TIMEOUT: String(HOUR) })
    const ready = await fetch(`${target.base}/health/ready`)
    assert.equal(ready.status, 200)
    assert.notEqual(ready.headers.get('connection'), 'close')

    const browser = target.browser()
    const tab = await browser.open('/ledger')
    await tab.hello()
    tab.send({ t: 'event', id: 1, s: 'LedgerState', e: 'noteSlowly', a: [1, HOUR] })
    await target.until(({ running }) => running === 1)
    assert.include(await drain(target), 'draining')
    assert.equal((await fetch(`${target.base}/health/live`)).status, 200)
    const document = await browser.fetch('/ledger')
    assert.equal(document.status, 200)
    assert.equal(document.headers.get('connection'), 'close')
    browser.close()
  })

  test('for `drainDelay` it serves as ever, sockets included', async ({ assert }) => {
    target = await Target.start({ DRAIN_DELAY: String(HOUR) })
    assert.include(await drain(target), 'draining')
    assert.equal((await fetch(`${target.base}/health/live`)).status, 200)
    assert.equal(await target.visit(), 1)
  })

  test('without a delay an idle process ends at once', async ({ assert }) => {
    target = await Target.start()
    assert.equal(await target.visit(), 1)
    assert.deepEqual(await target.stop(), [0, null])
  })
})
