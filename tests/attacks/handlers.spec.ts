/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'
import { eventField } from '../../src/protocol/main.ts'

test.group('Mistakes of a handler', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })

  async function open() {
    const tab = await target.browser().open('/mistakes')
    await tab.hello()
    let id = 0
    return (event: string, ...args: unknown[]) => {
      const answer = tab.answer(++id)
      tab.send({ t: 'event', id, s: 'MistakeState', e: event, a: args })
      return answer
    }
  }

  /** Waits until the log says something. */
  async function logged(text: string): Promise<string> {
    for (;;) {
      const log = await target.log()
      if (log.includes(text)) return log
      await target.measure()
    }
  }

  test('work that is not awaited ends nothing, is named in the log, and changes nothing', async ({
    assert,
  }) => {
    const call = await open()
    assert.isUndefined((await call('forget')).x)
    const log = await logged('MistakeState.count')
    assert.include(log, 'something that MistakeState.forget() started and did not await failed')
    assert.deepEqual((await call('read')).r, { count: 0, list: [1] })

    await call('background')
    await logged('something that MistakeState.background() started')
    await call('forgetInSteps')
    await logged('the generator has failed')
    await call('changeLater')
    await logged('something that MistakeState.changeLater() started')
    assert.deepEqual((await call('read')).r, { count: 0, list: [1] })
    assert.isTrue(target.alive)
    assert.deepEqual(await target.stop(), [0, null])
  })

  test('what it throws later ends nothing: {$self}')
    .with(['timer', 'tick', 'microtask', 'rejection'])
    .run(async ({ assert }, what) => {
      const call = await open()
      assert.isUndefined((await call('throwLater', what)).x)
      await logged(`did not await failed: later: ${what}`)
      assert.equal(await target.visit(), 1)
      assert.deepEqual(await target.stop(), [0, null])
    })

  test('a timer that fails for ever fills no log', async ({ assert }) => {
    const call = await open()
    await call('throwLater', 'interval')
    const log = await logged('No more of this call is logged')
    await call('throwLater', 'timer')
    await logged('later: timer')
    const lines = log.split('\n').filter((line) => line.includes('did not await failed'))
    assert.isAtMost(lines.length, 5)
    assert.isTrue(target.alive)
  })

  test('text of a user that reaches a header ends nothing: {kind}')
    .with([
      { kind: 'type', value: 'text/csv\r\nx-evil: 1', status: 500 },
      { kind: 'type', value: 'text/csv; charset="€"', status: 500 },
      { kind: 'name', value: '../../a\r\nb €.csv', status: 200 },
      { kind: 'redirect', value: '/x\r\nset-cookie: a=b', status: 500 },
      { kind: 'redirect', value: 'javascript:alert(1)', status: 500 },
      { kind: 'header', value: 'a\nb', status: 500 },
      { kind: 'header', value: '€', status: 500 },
    ])
    .run(async ({ assert }, row) => {
      const browser = target.browser()
      await browser.load('/mistakes')
      const response = await browser.fetch('/mistakes', {
        method: 'POST',
        body: new URLSearchParams([
          [eventField('MistakeState', 'file'), ''],
          ['kind', row.kind],
          ['value', row.value],
        ]),
      })
      assert.equal(response.status, row.status)
      await response.text()
      if (row.kind === 'name') {
        assert.equal(
          response.headers.get('content-disposition'),
          'attachment; filename="a__b _.csv"; filename*=UTF-8\'\'a__b%20%E2%82%AC.csv'
        )
      }
      assert.equal(await target.visit(), 1)
      assert.deepEqual(await target.stop(), [0, null])
    })
})
