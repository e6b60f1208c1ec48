/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { PageInfo } from '../../../src/protocol/main.ts'
import { PageCache } from '../../../src/ssr/page_cache.ts'
import type { CacheRequest } from '../../../src/ssr/page_cache.ts'

const PAGE: PageInfo = {
  id: 'resources/pages/news.tsx',
  url: '/news',
  route: 'news',
  params: {},
  states: ['NewsState'],
  language: { l: 'en', m: { greeting: 'Hello' }, s: ['en'], z: 'UTC', at: 1 },
}

function request(page: Partial<PageInfo> = {}, rest: Partial<CacheRequest> = {}): CacheRequest {
  return { boot: { page: { ...PAGE, ...page } }, states: '{"NewsState":{}}', ...rest }
}

test.group('The cache of pages', () => {
  test('knows a page by what components can see of it', ({ assert }) => {
    const cache = new PageCache(1_000)
    const key = cache.keyOf(request())
    const language = PAGE.language!
    const same = [
      request(),
      request({ user: 'mark of a user' }),
      request({ language: { ...language, at: 2 } }),
    ]
    for (const each of same) assert.equal(cache.keyOf(each), key)
    const others = [
      request({ url: '/news?page=2', q: { page: '2' } }),
      request({ params: { id: 1 } }),
      request({ title: 'News' }),
      request({ language: { ...language, l: 'de' } }),
      request({ language: { ...language, z: 'Europe/Berlin' } }),
      request({ language: { ...language, m: { greeting: 'Hi' } } }),
      request({ language: undefined }),
      request({ input: { word: 'x' } }),
      request({}, { states: '{"NewsState":{"v":{}}}' }),
      request({}, { csrfToken: 'a' }),
      request({}, { nonce: 'a' }),
      request(
        {},
        { boot: { page: PAGE, toasts: [{ type: 'toast', level: 'info', message: 'x' }] } }
      ),
    ]
    const keys = new Set(others.map((each) => cache.keyOf(each)))
    assert.lengthOf([...keys], others.length)
    assert.isFalse(keys.has(key))
    // Who has a token, and not which one
    assert.equal(cache.keyOf(request({}, { csrfToken: 'b' })), cache.keyOf(others[9]))
  })

  test('drops what was used least recently, and never takes more than its bytes', ({ assert }) => {
    const cache = new PageCache(7_000)
    const page = { html: 'x'.repeat(1_000), at: undefined }
    for (const key of ['a', 'b', 'c']) cache.set(key, page)
    assert.equal(cache.bytes, 3 * 2_200)
    cache.get('a')
    cache.set('d', page)
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].filter((key) => cache.get(key)),
      ['a', 'c', 'd']
    )
    cache.set('d', page)
    assert.equal(cache.bytes, 3 * 2_200)
    cache.set('large', { ...page, html: 'x'.repeat(3_500) })
    assert.isUndefined(cache.get('large'))
    cache.set('half', { ...page, html: 'x'.repeat(2_200) })
    assert.deepEqual(
      ['a', 'c', 'd', 'half'].filter((key) => cache.get(key)),
      ['d', 'half']
    )
    assert.equal(cache.bytes, 2_200 + 4_600)
  })

  test('puts the token of a visitor where it belongs: {0}')
    .with([
      ['as it is', 'aB-1_', 'aB-1_'],
      ['with characters that a replacement means otherwise', '$&-$1', '$&amp;-$1'],
      ['with characters of HTML', '"><b>', '&quot;&gt;&lt;b&gt;'],
    ])
    .run(({ assert }, [, token, expected]) => {
      const cache = new PageCache(1_000)
      const html = `<input value="${cache.csrfToken}"/><input value="${cache.csrfToken}"/>`
      const page = { html, at: undefined }
      assert.equal(
        cache.htmlFor(page, token),
        `<input value="${expected}"/><input value="${expected}"/>`
      )
      assert.equal(cache.htmlFor({ ...page, html: 'x' }, undefined), 'x')
    })
})
