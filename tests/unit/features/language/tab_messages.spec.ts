/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { TabMessages } from '../../../../src/features/language/tab_messages.ts'
import type { PageMessages } from '../../../../src/features/language/page_messages.ts'
import type { PageInfo } from '../../../../src/protocol/main.ts'

const messages = (all: Record<string, string>, locale = 'en'): PageMessages => ({
  locale,
  all,
  borrowed: [],
})

const PAGE: PageInfo = { id: 'a', url: '/a', route: 'a', params: {}, states: [] }
const WITH_LANGUAGE: PageInfo = { ...PAGE, language: { l: 'en', m: {}, s: ['en'], z: 'UTC' } }

/** What is sent with a page. */
function come(sent: TabMessages, page: PageMessages, isNew = false) {
  const offered = sent.offer(page, isNew)
  sent.admitted(WITH_LANGUAGE, isNew)
  return { ...offered }
}

test.group('The messages that a browser has', () => {
  test('are those that have come, in their language', ({ assert }) => {
    const sent = new TabMessages()
    assert.deepEqual(come(sent, messages({ a: 'A', b: 'B' }), true), { a: 'A', b: 'B' })
    assert.deepEqual(come(sent, messages({ b: 'B', c: 'C' })), { c: 'C' })
    assert.deepEqual(come(sent, messages({ a: 'A', b: 'B', c: 'C' })), {})
    assert.deepEqual(come(sent, messages({ a: 'A' }, 'de')), { a: 'A' })
    assert.deepEqual(come(sent, messages({ a: 'A', c: 'C' }), true), { a: 'A', c: 'C' })
    assert.deepEqual(come(sent, messages({ b: 'B', __proto__: 'P' } as never)), { b: 'B' })
  })

  test('are sent again when their text has changed, as long as it is another one', ({ assert }) => {
    const sent = new TabMessages()
    const first = messages({ a: 'A', b: 'B' })
    come(sent, first, true)
    assert.deepEqual(come(sent, messages({ a: 'New', b: 'B' })), { a: 'New' })
    assert.deepEqual(come(sent, messages({ a: 'New' })), {})
    assert.deepEqual(come(sent, messages({ a: 'A' })), { a: 'A' })
  })

  test('are not what a page that did not come would have brought', ({ assert }) => {
    const sent = new TabMessages()
    sent.offer(messages({ a: 'A' }), false)
    assert.deepEqual(come(sent, messages({ a: 'A' })), { a: 'A' })
    sent.offer(messages({ b: 'B' }), false)
    sent.admitted(PAGE, false)
    assert.deepEqual(come(sent, messages({ b: 'B' })), { b: 'B' })
  })

  test('are sent again once they may be lost, or are forgotten', ({ assert }) => {
    const sent = new TabMessages()
    const page = messages({ a: 'A' })
    come(sent, page)
    sent.reconnected()
    assert.deepEqual(come(sent, page), {})
    sent.note(messages({ b: 'B' }), true)
    assert.deepEqual({ ...sent.missing(messages({ b: 'B' })) }, {})
    sent.reconnected()
    assert.deepEqual(come(sent, page), { a: 'A' })
    sent.forget()
    assert.deepEqual(come(sent, page), { a: 'A' })

    for (let index = 0; index < 50; index++) come(sent, messages({ [`k${index}`]: '' }))
    assert.deepEqual(come(sent, page), { a: 'A' })
  })
})
