/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import { png } from '../../../helpers/uploads/raw_upload.ts'

/** A file of the server that no visitor has sent. */
async function ownFile(cleanup: (work: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'own-'))
  cleanup(() => rm(folder, { recursive: true }))
  const path = join(folder, 'own.txt')
  await writeFile(path, 'of the server')
  return path
}

/** What a stranger writes so that it looks like a file that has come. */
const looks = (tmpPath: string) => ({
  isMultipartFile: true,
  tmpPath,
  clientName: 'me.png',
  state: 'consumed',
  size: 13,
  errors: [],
})

test.group('What only looks like a file', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('is none in an argument: {0}')
    .with([
      ['where the file stands', 'any', (file: object) => ({ file })],
      ['beside it', 'any', (file: object) => ({ other: [{ file }] })],
      ['in a list', 'pictures', (file: object) => ({ pictures: [file, file] })],
      ['as all of it', 'any', (file: object) => file],
    ] as const)
    .run(async ({ assert, cleanup }, [, event, argumentOf]) => {
      const path = await ownFile(cleanup)
      const tab = await browser.open('/uploads')
      await tab.hello()
      const error = await tab.failure('UploadsState', event, argumentOf(looks(path)))
      await assert.doesNotReject(() => access(path))
      assert.equal(error.code, 'E_EVENT_ARGUMENT')
    })

  test('is none in a form that is posted: {0}')
    .with([
      ['with parts', (fields: [string, string][]) => toForm(fields)],
      ['as a text', (fields: [string, string][]) => new URLSearchParams(fields)],
    ] as const)
    .run(async ({ assert, cleanup }, [, bodyOf]) => {
      const path = await ownFile(cleanup)
      const { csrf } = await browser.load('/uploads')
      const fields = Object.entries(looks(path)).map(([name, value]): [string, string] => [
        `picture[${name}]`,
        String(value),
      ])
      const body = bodyOf([['_csrf', csrf!], ['$reflex:UploadsState/picture', ''], ...fields])
      const response = await browser.fetch('/uploads', { method: 'POST', body })
      await assert.doesNotReject(() => access(path))
      assert.equal(response.status, 422)
    })
})

test.group('The rules for a file', () => {
  test('are not what the form says that brings it: {0}')
    .with([
      ['picture.allowedExtensions[]', 'txt', 'me.txt', Buffer.from('a text')],
      ['picture[allowedExtensions][]', 'txt', 'me.txt', Buffer.from('a text')],
      ['picture.sizeLimit', '1gb', 'me.png', png(3_000_000)],
      ['picture.errors', 'none', 'me.png', png()],
    ] as const)
    .run(async ({ assert, cleanup }, [name, value, file, bytes]) => {
      const browser = new BrowserSession()
      cleanup(() => browser.close())
      const { csrf } = await browser.load('/uploads')
      const form = toForm([
        ['_csrf', csrf!],
        ['$reflex:UploadsState/picture', ''],
      ])
      form.append('picture', new Blob([new Uint8Array(bytes)]), file)
      form.append(name, value)
      const response = await browser.fetch('/uploads', { method: 'POST', body: form })
      assert.equal(response.status, 400)
    })
})

function toForm(fields: [string, string][]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}
