/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import { labRoot } from '../../../helpers/lab.ts'
import { claims, send, waitingFiles } from '../../../helpers/uploads/raw_upload.ts'

const bytes = randomBytes(1_000)

test.group('A file that was swept before its event', () => {
  test('is held by nobody, and counts no longer: {0}')
    .with([
      ['nothing had come', 0],
      ['a part had come', 300],
      ['it was whole', 1_000],
    ] as const)
    .run(async ({ assert, cleanup }, [, sent]) => {
      const browser = new BrowserSession()
      cleanup(() => browser.close())
      const tab = await browser.open('/uploads')
      await tab.hello()
      // As many as a session may have
      const refs = Array.from({ length: 12 }, (_, index) => `f${index}`)
      for (const ref of refs) {
        const given = await claims(tab, 'any', { file: ref }, [{ ref, name: ref, bytes }])
        if (sent > 0) await send(browser, given[ref], bytes.subarray(0, sent))
      }
      const folder = join(labRoot, process.env.UPLOAD_FOLDER!)
      for (const name of await waitingFiles()) await rm(join(folder, name))
      for (const ref of refs) {
        const { code } = await tab.failure('UploadsState', 'any', { file: ref })
        assert.equal(code, 'E_UPLOAD_CLAIM')
      }
      assert.deepEqual(await waitingFiles(), [])

      const { last } = await claims(tab, 'any', { file: 'last' }, [
        { ref: 'last', name: 'last', bytes },
      ])
      await send(browser, last, bytes)
      await tab.value('UploadsState', 'any', { file: 'last' })
      assert.deepEqual(await waitingFiles(), [])
    })
})
