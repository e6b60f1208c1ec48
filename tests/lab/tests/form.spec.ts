/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

test.group('A form of a page', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await browser.open('/profile')
    await tab.hello()
    return () => browser.close()
  })

  /** Sends a form as our client does. */
  function submit(id: number, event: string, ...args: unknown[]) {
    const answer = tab.answer(id)
    tab.send({ t: 'event', id, s: 'ProfileState', e: event, a: args, f: 1 })
    return answer
  }

  test('is treated as the body parser treats one that is posted', async ({ assert }) => {
    const fields = { name: '  Ada ', motto: '   ', tags: ['', ' x'] }
    const body = new URLSearchParams([
      ['name', fields.name],
      ['motto', fields.motto],
      ['tags[]', fields.tags[0]],
      ['tags[]', fields.tags[1]],
    ])
    const posted = await browser.fetch('/profile', { method: 'POST', body })
    const expected = { profile: { name: 'Ada', motto: null, tags: [null, 'x'] } }
    assert.deepEqual(await posted.json(), expected)
    assert.deepEqual((await submit(1, 'save', body.toString())).r, expected)
  })

  test('has empty fields refused that the rules require', async ({ assert }) => {
    const { x, d } = await submit(1, 'save', { name: ' ', motto: '' })
    assert.equal(x?.code, 'E_VALIDATION_ERROR')
    assert.deepEqual(d, {
      ProfileState: [[0, ['errors', 'name'], 'The name field must be defined']],
    })
  })

  test('says so by its place among the arguments', async ({ assert }) => {
    const answer = tab.answer(1)
    tab.send({ t: 'event', id: 1, s: 'ProfileState', e: 'say', a: ['x'], f: true })
    assert.equal((await answer).x?.code, 'E_FRAME_INVALID')
  })

  test('does not change the other arguments, nor those of events without a form', async ({
    assert,
  }) => {
    const said = tab.answer(1)
    tab.send({ t: 'event', id: 1, s: 'ProfileState', e: 'say', a: [' as it is '], f: 2 })
    assert.deepEqual((await said).r, { words: ' as it is ' })
    const plain = tab.answer(2)
    const profile = { name: ' Ada ', motto: '' }
    tab.send({ t: 'event', id: 2, s: 'ProfileState', e: 'save', a: [profile] })
    assert.deepEqual((await plain).r, { profile })
  })
})
