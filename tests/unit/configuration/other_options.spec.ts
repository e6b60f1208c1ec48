/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { cutPathAdvice } from '../../../src/client/main.ts'
import { defineConfig } from '../../../src/define_config.ts'
import { checkMountOptions } from '../../../src/mount/mount_options.ts'
import type { MountOptions } from '../../../src/mount/mount_options.ts'
import reflex from '../../../src/vite/main.ts'
import type { DiscoveryOptions } from '../../../src/vite/main.ts'

/** As JavaScript, or a spread, would have it. */
const mounting = (options: object) => () => checkMountOptions(options as MountOptions)
const plugin = (options: object) => () => reflex(options as DiscoveryOptions)

test.group('Options of reflex.mount()', () => {
  test('one that is not there is refused with the nearest name', ({ assert }) => {
    assert.throws(mounting({ page: 'a' }), /"page" in reflex.mount\(\).*Did you mean "pages"/)
    assert.throws(mounting({ Prefix: '/a' }), /Did you mean "prefix"/)
    assert.throws(mounting({ domain: 'a.com' }), /There are middleware, pages, prefix/)
  })

  test('what is not an object of options is refused', ({ assert }) => {
    for (const options of [null, 'shop', ['shop']]) {
      assert.throws(
        mounting(options as object),
        /Invalid "options" in reflex.mount\(\).*write an object with its options/
      )
    }
  })

  test('a prefix that no route can have is refused: {$self}')
    .with(['https://example.com/shop', '/shop?x=1', '/shop/*', '/my shop', '//shop', '/_event'])
    .run(({ assert }, prefix) => {
      assert.throws(mounting({ prefix }), /Invalid "prefix" in reflex.mount\(\)/)
    })

  test('a prefix that Adonis takes is taken: {$self}')
    .with(['/shop', 'shop', '/shop/', '/:tenant/shop', '/', '', '/_events', '/büro'])
    .run(({ assert }, prefix) => {
      assert.doesNotThrow(mounting({ prefix, middleware: {}, pages: ['a'] }))
    })
})

test.group('Options of the Vite plugin', () => {
  test('one that is not there is refused with the nearest name', ({ assert }) => {
    assert.throws(plugin({ state: [] }), /"state" in reflex\(\) of vite.config.ts.*"states"/)
    assert.throws(plugin({ ssr: false }), /There are pages, states, entry, boundary/)
    assert.throws(
      plugin({ boundary: { serverFolder: [] } }),
      /"boundary.serverFolder".*"serverFolders"/
    )
    assert.doesNotThrow(plugin({ pages: ['a'], boundary: { sharedFolders: ['b'] } }))
  })
})

test.group('An application below a path', () => {
  test('an address that leads nowhere is refused: {$self}')
    .with([
      'wss://exa mple.com/_event',
      'wss://[bad/',
      'wss://host:99999',
      'https://a.com',
      'wss:/',
    ])
    .run(({ assert }, url) => {
      assert.throws(() => defineConfig({ url }), /Invalid "url".*not the address of a socket/)
    })

  test('the socket cannot be below it', ({ assert }) => {
    for (const url of ['wss://a.com/shop/_event', 'wss://a.com/shop', 'wss://a.com/_event/']) {
      assert.throws(() => defineConfig({ url }), /sockets are at "\/_event" of a host/)
    }
    for (const url of ['wss://a.com', 'ws://a.com:81/', 'wss://a.com/_event', undefined]) {
      assert.equal(defineConfig({ url }).url, url)
    }
  })

  test('a page whose path a proxy changes says so', ({ assert }) => {
    const advice = cutPathAdvice('/cart?x=1', 'https://a.com/shop/cart?x=1')
    assert.include(advice, '"/shop/cart" has come to the server as "/cart"')
    assert.include(
      cutPathAdvice('/', 'https://a.com/shop/'),
      '"/shop" has come to the server as "/"'
    )
    assert.include(cutPathAdvice('/shop/cart', 'https://a.com/cart'), 'as "/shop/cart"')
  })

  test('one whose path is the same says nothing', ({ assert }) => {
    for (const [url, href] of [
      ['/cart?page=2', 'https://a.com/cart?page=1#top'],
      ['/cart/', 'https://a.com/cart'],
      ['/caf%C3%A9', 'https://a.com/café'],
      ['/', 'https://a.com'],
    ]) {
      assert.isUndefined(cutPathAdvice(url, href))
    }
  })
})
