/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import type { SocketTab } from '../../../helpers/socket_tab.ts'
import { claim } from '../../../helpers/uploads/raw_upload.ts'

const bytes = Buffer.alloc(0)

test.group('Claims that tabs of a session ask for at once', () => {
  test('are no more than it may have: {0}')
    .with([
      ['files', 10, 12],
      ['bytes', 250_000_000, 3],
    ] as const)
    .run(async ({ assert, cleanup }, [, size, most]) => {
      const browser = new BrowserSession()
      cleanup(() => browser.close())
      const tabs: SocketTab[] = []
      for (let count = 0; count < 5; count++) {
        // One by one: the first page gives the browser its session
        const tab = await browser.open('/uploads')
        await tab.hello()
        tabs.push(tab)
      }
      const asked = Array.from({ length: 4 }, (_, round) =>
        tabs.map((tab) => {
          const ref = `f${round}`
          return claim(tab, 'any', { file: ref }, [{ ref, name: ref, bytes, size }])
        })
      )
      const answers = await Promise.all(asked.flat())
      assert.lengthOf(
        answers.filter(({ x }) => !x),
        most
      )
      for (const tab of tabs) {
        tab.send({ t: 'feature', f: 'uploads', m: ['f0', 'f1', 'f2', 'f3'] })
        await tab.value('UploadsState', 'increment')
      }
    })
})
