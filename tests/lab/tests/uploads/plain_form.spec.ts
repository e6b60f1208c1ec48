/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import { png } from '../../../helpers/uploads/raw_upload.ts'

/** Files of the body parser. */
async function temporaryFiles(): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names.filter((name) => name.startsWith(`lab-${process.pid}-`))
}

/** A form that is refused. */
interface Refused {
  status: number
  event?: string
  /** Without the token. */
  isForged?: boolean
  /** Of the name of one more field. */
  length?: number
}

const refused: [string, Refused][] = [
  ['an event that there is not', { status: 404, event: 'UploadsState/missing' }],
  ['an event without files', { status: 303, event: 'UploadsState/increment' }],
  ['an event with a guard', { status: 302, event: 'UploadsState/guarded' }],
  ['a state that the page has not', { status: 404, event: 'FormState/save' }],
  ['no event', { status: 400, event: '' }],
  ['no token', { status: 302, isForged: true }],
  ['a name that is too long', { status: 400, length: 2_000 }],
]

test.group('A form with a file that is posted without a script', (group) => {
  let browser: BrowserSession
  let csrf: string
  let before: string[]

  /** Those that the form of the test has left. */
  const left = async () => (await temporaryFiles()).filter((name) => !before.includes(name))

  group.each.setup(async () => {
    before = await temporaryFiles()
    browser = new BrowserSession()
    csrf = (await browser.load('/uploads')).csrf!
    return () => browser.close()
  })

  async function post(fields: Record<string, string | Blob>, name = 'me.png'): Promise<string> {
    const body = new FormData()
    body.append('_csrf', csrf)
    body.append('$reflex:UploadsState/picture', '')
    for (const [field, value] of Object.entries(fields)) {
      if (typeof value === 'string') body.append(field, value)
      else body.append(field, value, name)
    }
    const response = await browser.fetch('/uploads', { method: 'POST', body })
    // The page shows what has come of it
    return (await browser.fetch(response.headers.get('location')!)).text()
  }

  test('runs its event with the file', async ({ assert }) => {
    const html = await post({ title: 'Me and you', picture: new Blob([new Uint8Array(png())]) })
    assert.include(html, '&quot;extname&quot;:&quot;png&quot;')
    assert.include(html, '&quot;size&quot;:5000')
    // What is not kept is gone
    assert.deepEqual(await left(), [])
  })

  test('is refused by the same rules: {0}')
    .with([
      ['me.txt', 'a text', 'Invalid file extension txt'],
      ['me.png', '<script>alert(1)</script>'.repeat(400), 'Invalid file extension'],
      ['me.png', '', 'The file is empty'],
    ])
    .run(async ({ assert }, [name, contents, message]) => {
      const html = await post({ picture: new Blob([contents]) }, name)
      assert.include(html, message)
      assert.notInclude(html, 'tmpPath')
      assert.deepEqual(await left(), [])
    })

  test('leaves no file behind, whoever refuses it: {0}')
    .with(refused)
    .run(
      async ({ assert }, [, { status, event = 'UploadsState/picture', isForged, length = 0 }]) => {
        const body = new FormData()
        if (!isForged) body.append('_csrf', csrf)
        for (const name of ['picture', 'file', 'more[]']) {
          body.append(name, new Blob([new Uint8Array(png())]), 'me.png')
        }
        if (event !== '') body.append(`$reflex:${event}`, '')
        if (length > 0) body.append('x'.repeat(length), '')
        const response = await browser.fetch('/uploads', { method: 'POST', body })
        assert.equal(response.status, status)
        await response.arrayBuffer()
        // They go once it is answered
        while ((await left()).length > 0) await setTimeout(5)
      }
    )

  test('is told to be one with files where the page is drawn', async ({ assert }) => {
    const html = await (await browser.fetch('/uploads')).text()
    assert.match(html, /<form[^>]*enctype="multipart\/form-data"/i)
  })
})
