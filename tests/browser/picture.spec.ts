/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { pictureFile, takePicture } from '../../bin/site/main.ts'
import { browser } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

/** Bytes that a README may load. */
const MOST = 150_000

/** Pixels of a PNG, which begins with them. */
function sizeOf(picture: Buffer) {
  return { width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) }
}

test.group('The picture of the demo', () => {
  test('can be taken again as it was taken', async ({ assert }) => {
    const stored = await readFile(pictureFile)
    const picture = await takePicture(await browser(), baseUrl())
    assert.deepEqual(sizeOf(picture), sizeOf(stored))
    assert.isBelow(picture.length, MOST)
    assert.isBelow(stored.length, MOST)
  })
})
