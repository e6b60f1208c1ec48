/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import getPort from 'get-port'
import type { Page } from 'playwright-core'
import { openPage, visit } from '../helpers/browser/main.ts'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { shareCards } from '../helpers/cluster/shared_cards.ts'

test.group('Two windows in Chromium', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('at two processes, of two users, follow each other, a job and another program', async ({
    assert,
    cleanup,
  }) => {
    const shared = await shareCards('sqlite', true)
    await shared.empty()
    // Each has a Vite of its own beside it
    const cluster = new Cluster({
      ...shared.env,
      REFLEX_VIEW: 'reflex',
      DEV_MODE: 'true',
      LIVE_OUTSIDE: '200ms',
    })
    cleanup(async () => {
      await cluster.close()
      await shared.remove()
    })
    const windows: Page[] = []
    const frames: string[] = []
    for (const user of ['1', '2']) {
      const { port } = await cluster.start({ VITE_HMR_PORT: String(await getPort()) })
      const page = await openPage({ baseURL: `http://127.0.0.1:${port}` })
      await page.request.post('/sign-in', { form: { id: user }, maxRedirects: 0 })
      page.on('websocket', (socket) => {
        if (!socket.url().endsWith('/_event')) return
        socket.on('framereceived', ({ payload }) => void frames.push(`${user} ${String(payload)}`))
      })
      await visit(page, '/live/cards')
      windows.push(page)
    }
    const [ada, grace] = windows
    const shop = await ada.context().newPage()
    await visit(shop, new URL('/shop/mood', ada.url()).href)
    await shop.getByText('Computed').waitFor()
    const countOf = async () => /\d+/.exec(await shop.getByText('Computed').innerText())![0]
    await ada.getByText('of Ada open').waitFor()
    await grace.getByText('of Grace open').waitFor()

    await ada.getByRole('button', { name: 'Finish' }).click()
    await grace.getByText('of Grace done').waitFor()
    const count = await countOf()
    const job = await cluster.command('cards:write', 'of a job', '--refresh=asked')
    assert.equal(job.code, 0, job.output)
    await grace.getByText('of a job open').waitFor()
    await shop.waitForFunction(
      (before) => !document.body.innerText.includes(`Computed ${before} times`),
      count
    )
    await shared.db.table('lab_cards').multiInsert([
      { owner_id: 1, title: 'of elsewhere, for Ada', is_done: false },
      { owner_id: 2, title: 'of elsewhere, for Grace', is_done: false },
    ])
    await ada.getByText('of elsewhere, for Ada open').waitFor()
    await grace.getByText('of elsewhere, for Grace open').waitFor()

    assert.lengthOf(await ada.getByRole('listitem').all(), 2)
    assert.lengthOf(await grace.getByRole('listitem').all(), 3)
    const toGrace = frames.filter((frame) => frame.startsWith('2 ')).join('\n')
    assert.include(toGrace, 'for Grace')
    assert.notInclude(toGrace, 'Ada')
  })
})
