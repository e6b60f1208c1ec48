/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import { png, waitingFiles } from '../../../helpers/uploads/raw_upload.ts'
import UploadsState from '#states/uploads_state'

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const openers = [
  { name: 'visit', open: () => visit('/uploads') },
  { name: 'connect', open: () => connect('/uploads') },
]

test.group('Uploads of a test', () => {
  test('run the event with the files: {name}')
    .with(openers)
    .run(async ({ assert }, { open }) => {
      const page = await open()
      const files = ['a.png', 'b.png'].map((name) => ({ name, contents: png() }))
      const sent = await page.upload(UploadsState, 'pictures', files)
      assert.deepEqual(
        sent.map(({ name, status, progress }) => [name, status, progress]),
        [
          ['a.png', 'done', 100],
          ['b.png', 'done', 100],
        ]
      )
      assert.deepEqual(
        page.state(UploadsState).seen.map(({ name }) => name),
        ['a.png', 'b.png']
      )
      assert.deepEqual(await waitingFiles(), [])
    })

  test('have other fields with them: {name}')
    .with(openers)
    .run(async ({ assert }, { open }) => {
      const page = await open()
      const file = { name: 'me.png', contents: png() }
      await page.upload(UploadsState, 'picture', file, { fields: { title: 'Me and you' } })
      assert.equal(page.state(UploadsState).title, 'Me and you')
      const [{ status, error }] = await page.upload(UploadsState, 'picture', file, {
        fields: { title: 'x' },
      })
      assert.equal(status, 'failed')
      assert.equal(error, 'The title field must have at least 3 characters')
    })

  test('say why a file is refused: {name}')
    .with(openers)
    .run(async ({ assert }, { open }) => {
      const page = await open()
      const note = { name: 'me.txt', contents: 'a text' }
      const [{ status, error, progress }] = await page.upload(UploadsState, 'picture', note)
      assert.deepEqual([status, progress], ['failed', 0])
      assert.include(error, 'Invalid file extension txt')
      assert.deepEqual(page.state(UploadsState).seen, [])
    })

  test('are what a form or a call has with it: {name}')
    .with(openers)
    .run(async ({ assert }, { open }) => {
      const page = await open()
      const picture = { name: 'me.png', contents: png() }
      await page.submit(UploadsState, 'picture', { title: 'A form', picture })
      assert.equal(page.state(UploadsState).title, 'A form')
      const file = new File([new Uint8Array(png())], 'me.png')
      await page.state(UploadsState).picture({ picture: file, title: 'A call' })
      assert.equal(page.state(UploadsState).title, 'A call')
    })

  test('go on where their connection was cut', async ({ assert }) => {
    const tab = await connect('/uploads')
    const contents = randomBytes(2_500_000)
    tab.network.cutUpload(700_000).cutUpload(0)
    const [{ status }] = await tab.upload(UploadsState, 'any', { name: 'x.bin', contents })
    assert.equal(status, 'done')
    assert.equal(tab.state(UploadsState).seen[0].hash, hashOf(contents))
  })

  test('go on when their session gets another id', async ({ assert }) => {
    const tab = await connect('/uploads')
    const contents = randomBytes(2_500_000)
    tab.network.cutUpload(700_000)
    const sending = tab.upload(UploadsState, 'any', { name: 'x.bin', contents })
    await tab.state(UploadsState).moveSession()
    const [{ status }] = await sending
    assert.equal(status, 'done')
    assert.equal(tab.state(UploadsState).seen[0].hash, hashOf(contents))
  })

  test('fail with the event that was called with them', async ({ assert }) => {
    const page = await visit('/uploads')
    const [{ status }] = await page.upload(UploadsState, 'fail', { name: 'x', contents: 'x' })
    assert.equal(status, 'failed')
    page.assertRefused({ status: 500 })
    assert.deepEqual(await waitingFiles(), [])
  })
})
