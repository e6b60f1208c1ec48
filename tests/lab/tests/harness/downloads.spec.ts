/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import { numbers } from '../../../helpers/downloads.ts'
import DownloadsState from '#states/downloads_state'

test.group('Downloads of a test', () => {
  test('have their contents: {name}')
    .with([
      { name: 'visit', open: () => visit('/downloads') },
      { name: 'connect', open: () => connect('/downloads') },
    ])
    .run(async ({ assert }, { open }) => {
      const page = await open()
      await page.state(DownloadsState).text(2_000)
      page.assertDownloaded('numbers.txt', numbers(2_000))
      assert.throws(() => page.assertDownloaded('numbers.txt', 'others'), /Expected the download/)
      await page.submit(DownloadsState, 'form', { size: '100' })
      page.assertDownloaded('form.txt', numbers(100))
      await page.state(DownloadsState).several()
      page.assertDownloaded('a.txt', numbers(10))
      page.assertDownloaded('b.txt', numbers(20))
      // A background event has sent it once it is through
      await page.state(DownloadsState).slowly()
      await page.settled()
      page.assertDownloaded('rows.csv', '0\n1\n2\n')
      // What a test has looked at is still there for a browser
      const [action] = page.actions
      const response = await page.fetch((action as { url: string }).url)
      assert.equal(await response.text(), '0\n1\n2\n')
    })

  test('have their contents: beginEventRequest', async ({ beginEventRequest }) => {
    const request = await beginEventRequest()
    const state = await request.state(DownloadsState)
    await state.text(2_000)
    request.assertDownloaded('numbers.txt', numbers(2_000))
    await state.slowly()
    request.assertDownloaded('rows.csv', '0\n1\n2\n')
  })
})
