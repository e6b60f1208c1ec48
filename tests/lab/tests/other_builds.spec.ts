/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { PageUses } from 'reflex-adonis/types'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

let browser: BrowserSession

test.group('A page of another build', (group) => {
  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  const hello = ({ boot }: SocketTab, change: object = {}) => ({
    t: 'hello',
    v: 1,
    token: boot.token,
    build: 'another',
    url: '/counter',
    n: 0,
    id: 0,
    ...change,
  })

  const uses: PageUses = {
    page: 'resources/pages/home.tsx',
    states: { CounterState: [['count'], ['increment']] },
  }

  async function open(): Promise<SocketTab> {
    return browser.connect(await browser.load('/'))
  }

  test('is asked what it uses, and goes on where all of that is there', async ({ assert }) => {
    const tab = await open()
    const asked = tab.next(({ t }) => t === 'build')
    tab.send(hello(tab, { url: '/' }))
    assert.deepEqual(await asked, { t: 'build', build: 'development' })
    const welcome = tab.next(({ t }) => t === 'welcome')
    tab.send(hello(tab, { url: '/', uses }))
    assert.containsSubset(await welcome, { resumed: true, build: 'development' })
  })

  test('is sent elsewhere where something is missing, and its tab stays', async ({ assert }) => {
    const others: [object, number][] = [
      [{ url: '/', uses: { ...uses, states: { CounterState: [['counted'], []] } } }, 4421],
      [{ url: '/', uses: { ...uses, page: 'resources/pages/start.tsx' } }, 4421],
      [{ url: '/not-a-page', uses }, 4421],
      [{ url: '/nowhere', uses }, 4404],
    ]
    const { boot } = await open()
    for (const [change, code] of others) {
      const tab = await browser.connect(boot)
      const closed = tab.closed()
      tab.send(hello(tab, change))
      assert.equal(await closed, code)
      assert.notExists(tab.frames.find(({ t }) => t === 'welcome'))
    }
    const own = await browser.connect(boot)
    assert.isTrue((await own.hello()).resumed)
  })

  test('that does not say it as it has to is refused', async ({ assert }) => {
    const { boot } = await open()
    for (const wrong of [
      null,
      1,
      {},
      { page: 'x', states: { A: ['a', []] } },
      { page: 1, states: {} },
    ]) {
      const tab = await browser.connect(boot)
      const closed = tab.closed()
      tab.send(hello(tab, { uses: wrong }))
      assert.equal(await closed, 4400)
    }
  })

  test('is told nothing without the token of a tab', async ({ assert }) => {
    const tab = await open()
    const closed = tab.closed()
    tab.send(hello(tab, { token: 'x' }))
    assert.equal(await closed, 4401)
    assert.notExists(tab.frames.find(({ t }) => t === 'build'))
  })

  test('is asked once, and sent away when it asks again: {title}')
    .with([
      { title: 'of that build', change: {} },
      { title: 'of a third build', change: { build: 'third', url: '/' } },
      // It says that it is of this one after all
      { title: 'of this build', change: { build: 'development' } },
    ])
    .run(async ({ assert }, { change }) => {
      const tab = await open()
      const asked = tab.next(({ t }) => t === 'build')
      const closed = tab.closed()
      tab.send(hello(tab))
      await asked
      tab.send(hello(tab, change))
      assert.equal(await closed, 4400)
      assert.lengthOf(
        tab.frames.filter(({ t }) => t === 'build'),
        1
      )
      const said = tab.frames.find(({ t }) => t === 'error') as { code?: string } | undefined
      assert.equal(said?.code, 'E_FRAME_INVALID')
    })

  test('that goes on asking is not listened to for ever', async ({ assert }) => {
    const tab = await open()
    const closed = tab.closed()
    const filled = hello(tab, { d: 'x'.repeat(40) })
    for (let time = 0; time < 200; time++) tab.send(filled)
    assert.include([1006, 1008, 4400, 4429], await closed)
  })
})
