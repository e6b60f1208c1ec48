/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { BrowserSession } from '../../helpers/browser_session.ts'

test.group('The argument of a validated event', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  async function open(path: string) {
    const tab = await browser.open(path)
    await tab.hello()
    let id = 0
    return (event: string, ...args: unknown[]) => {
      const answer = tab.answer(++id)
      tab.send({ t: 'event', id, s: 'MistakeState', e: event, ...(args.length && { a: args }) })
      return answer
    }
  }

  test('is what was sent, also when it is falsy', async ({ assert }) => {
    const call = await open('/mistakes?id=666')
    for (const [event, value] of [
      ['bool', false],
      ['bool', true],
      ['number', 0],
      ['number', 5],
      ['text', ''],
      ['text', null],
    ] as const) {
      assert.deepEqual((await call(event, value)).r, { value }, `${event} ${value}`)
    }
  })

  test('is absent where none was sent, whatever the address and the headers say', async ({
    assert,
  }) => {
    const call = await open('/mistakes?id=666')
    assert.deepEqual((await call('filter')).r, { id: 'none' })
    assert.deepEqual((await call('filter', {})).r, { id: 'none' })
    assert.deepEqual((await call('filter', { id: 1 })).r, { id: 1 })
    const { x } = await call('bool')
    assert.equal(x?.code, 'E_VALIDATION_ERROR')
    assert.equal((await call('number')).x?.code, 'E_VALIDATION_ERROR')
  })
})

test.group('The hook of stored vars', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('runs when the vars have what the browser has stored', async ({ assert }) => {
    const tab = await browser.open('/mistakes')
    await tab.hello()
    const { d, a } = await tab.call('MistakeState', '$stored', { density: 'wide' })
    assert.sameDeepMembers(d!.MistakeState as unknown[], [
      [0, ['seen'], 'stored wide'],
      [0, ['density'], 'wide'],
    ])
    assert.deepEqual(a, [{ type: 'title', title: 'stored wide' }])
  })

  test('runs also when what is stored was refused, with the value that stays', async ({
    assert,
  }) => {
    const tab = await browser.open('/mistakes')
    await tab.hello()
    const { d } = await tab.call('MistakeState', '$stored', { density: 5 })
    assert.deepEqual(d!.MistakeState, [[0, ['seen'], 'stored cosy']])
  })
})
