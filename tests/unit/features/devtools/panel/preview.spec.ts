/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { preview } from '../../../../../src/features/devtools/panel/main.ts'
import { Redaction } from '../../../../../src/features/devtools/main.ts'

test.group('Values in the panel', () => {
  test('are short text', ({ assert }) => {
    const value = { name: 'Mug', tags: ['a', 'b'], price: 3.5, at: new Date(0), none: null }
    assert.equal(
      preview(value, new Redaction()),
      '{ name: "Mug", tags: ["a", "b"], price: 3.5, at: 1970-01-01T00:00:00.000Z, none: null }'
    )
    assert.equal(preview({}, new Redaction()), '{}')
    assert.isAtMost(preview('x'.repeat(10_000), new Redaction()).length, 310)
  })

  test('are looked at as far as they are shown', ({ assert }) => {
    let reads = 0
    const rows = Array.from({ length: 10_000 }, () => ({
      get name() {
        reads++
        return 'a name'
      },
    }))
    assert.isAtMost(preview(rows, new Redaction()).length, 310)
    assert.equal(reads, 20)
    const circle: { self?: unknown } = {}
    circle.self = circle
    assert.equal(preview(circle, new Redaction()), '{ self: { self: { self: { self: {…} } } } }')
  })

  test('of bytes are their number, and of a date that is none nothing', ({ assert }) => {
    assert.equal(preview(Buffer.alloc(50_000_000), new Redaction()), '[50000000 bytes]')
    assert.equal(
      preview([new Date(Number.NaN), new Date(0)], new Redaction()),
      '[null, 1970-01-01T00:00:00.000Z]'
    )
  })

  test('are without secrets', ({ assert }) => {
    const redaction = new Redaction()
    const text = preview({ user: { password: 'hunter2', pin: 1234 } }, redaction)
    assert.notMatch(text, /hunter2|1234/)
    assert.notInclude(preview(['hunter2'], redaction), 'hunter2')
    assert.notInclude(preview('hunter2', redaction), 'hunter2')
  })
})
