/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { RawSocket } from '../helpers/attacks/raw_socket.ts'
import type { UpgradeHeaders } from '../helpers/attacks/raw_socket.ts'
import { CloseCode } from '../../src/protocol/main.ts'
import { Target } from '../helpers/attacks/target.ts'

/** Upgrades that are refused, and why. */
const REFUSED: Record<string, UpgradeHeaders> = {
  'a foreign origin': { origin: 'http://evil.example' },
  'no origin': { origin: null },
  'a key that is none': { 'sec-websocket-key': 'x' },
}

test.group('Strangers at the upgrade', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })

  for (const [what, headers] of Object.entries(REFUSED)) {
    test('who resets the connection ends nothing: {$self}', async ({ assert }) => {
      for (let count = 0; count < 200; count++) {
        const raw = await RawSocket.connect(target)
        raw.request(headers)
        if (count % 2) await new Promise(setImmediate)
        raw.reset()
      }
      assert.equal(await target.visit(), 1)
      assert.isTrue(target.alive)
      assert.deepEqual(await target.stop(), [0, null])
    }).with([what])

    test('who does not end its refused connection keeps no descriptor: {$self}', async ({
      assert,
    }) => {
      const before = await target.measure()
      const stubborn = await Promise.all(
        Array.from({ length: 300 }, async () => {
          const raw = await RawSocket.connect(target)
          assert.notEqual(await raw.upgrade(headers), 101)
          return raw
        })
      )
      await target.until(({ descriptors }) => descriptors <= before.descriptors + 5)
      assert.equal(await target.visit(), 1)
      assert.deepEqual(await target.stop(), [0, null])
      for (const raw of stubborn) raw.destroy()
    }).with([what])
  }

  test('who resets the connection while the process goes away ends nothing else', async ({
    assert,
  }) => {
    const early = await Promise.all(Array.from({ length: 200 }, () => RawSocket.connect(target)))
    const browser = target.browser()
    const tab = await browser.open('/ledger')
    await tab.hello()
    await tab.call('LedgerState', 'note', 1)
    const slow = tab.call('LedgerState', 'noteSlowly', 2, 3_000)
    await target.until(({ running }) => running === 1)

    const stopped = target.stop()
    // The signal takes a moment to arrive; the event keeps the process until all have asked
    let next = 0
    while ((await early[next].upgrade()) === 101) {
      next++
      await setTimeout(20)
    }
    for (const [index, raw] of early.slice(next + 1).entries()) {
      raw.request()
      if (index % 2) await new Promise(setImmediate)
      raw.reset()
    }
    assert.isUndefined((await slow).x)
    assert.deepEqual(await stopped, [0, null])
    for (const raw of early) raw.destroy()
  })

  test('who says no hello, and does not answer the close, keeps no descriptor', async ({
    assert,
  }) => {
    const before = await target.measure()
    const silent = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const raw = await RawSocket.connect(target)
        assert.equal(await raw.upgrade(), 101)
        return raw
      })
    )
    for (const raw of silent) assert.equal(await raw.closeCode(), CloseCode.HelloTimeout)
    await target.until(
      ({ descriptors, connections }) => connections === 0 && descriptors <= before.descriptors + 5
    )
    assert.equal(await target.visit(), 1)
  })

  test('who does not answer the close of a process that goes away does not keep it', async ({
    assert,
  }) => {
    const deaf = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const browser = target.browser()
        const boot = await browser.load('/')
        const raw = await RawSocket.connect(target)
        assert.equal(await raw.upgrade({ cookie: browser.cookieHeader }), 101)
        await raw.hello(boot)
        return raw
      })
    )
    assert.deepEqual(await target.stop(), [0, null])
    for (const raw of deaf) assert.equal(await raw.closeCode(), CloseCode.GoingAway)
  })
})
