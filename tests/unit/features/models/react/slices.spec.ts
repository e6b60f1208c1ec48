/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import {
  bytesOf,
  slicesOf,
  textOf,
} from '../../../../../src/features/models/react/imports/slices.ts'

test.group('Slices of a file', () => {
  test('are the text, each in a frame, and divide no character', ({ assert }) => {
    for (const unit of ['a', '€', '😀', '"', '\n', 'x😀"€']) {
      const text = unit.repeat(30_000)
      const slices = [...slicesOf(text)]
      assert.equal(slices.join(''), text)
      for (const slice of slices) {
        assert.isTrue(slice.isWellFormed())
        assert.isAtMost(bytesOf(JSON.stringify(slice)), 12_000)
      }
    }
    assert.deepEqual([...slicesOf('')], [])
  })

  test('come from UTF-8 and nothing else', async ({ assert }) => {
    assert.equal(await textOf(new Blob(['\uFEFFnäme'])), 'näme')
    await assert.rejects(() => textOf(new Blob([new Uint8Array([0x6e, 0xe4, 0x6d])])), TypeError)
    await assert.rejects(() => textOf(new Blob([new Uint8Array([0xff, 0xfe, 0x6e, 0])])), TypeError)
  })
})
