/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { test } from '@japa/runner'
import { CookieJar } from '../../../src/bridge/main.ts'
import type { CookieKind, OpenedCookies } from '../../../src/bridge/main.ts'

/** An encryption that counts what it opens. */
function counting(): { encryption: Encryption; opens: () => number } {
  const encryption = new EncryptionFactory().create()
  let count = 0
  const verifier = encryption.getMessageVerifier()
  const { unsign } = verifier
  verifier.unsign = (...args) => {
    count++
    return unsign.apply(verifier, args) as never
  }
  const { decrypt } = encryption
  encryption.decrypt = (...args) => {
    count++
    return decrypt.apply(encryption, args) as never
  }
  return { encryption, opens: () => count }
}

/** The header of a browser to which a jar has given a cookie. */
function headerOf(jar: CookieJar): string {
  return Object.entries(jar.list())
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')
}

function headerWith(encryption: Encryption, kind: CookieKind, value: unknown): string {
  const jar = new CookieJar(undefined, encryption)
  jar.write({ name: 'kept', kind, value, options: {} })
  return headerOf(jar)
}

test.group('The jars of one browser', () => {
  test('open the same cookie once', ({ assert }) => {
    for (const kind of ['signed', 'encrypted'] as const) {
      const { encryption, opens } = counting()
      const header = headerWith(encryption, kind, 'value')
      const opened: OpenedCookies = new Map()
      for (let request = 0; request < 3; request++) {
        assert.equal(new CookieJar(header, encryption, opened).read('kept', kind), 'value')
      }
      assert.equal(opens(), 1)
    }
  })

  test('open another text of it anew, and refuse one that was tampered with', ({ assert }) => {
    const { encryption, opens } = counting()
    const opened: OpenedCookies = new Map()
    const first = headerWith(encryption, 'signed', 'first')
    const second = headerWith(encryption, 'signed', 'second')
    assert.equal(new CookieJar(first, encryption, opened).read('kept', 'signed'), 'first')
    assert.equal(new CookieJar(second, encryption, opened).read('kept', 'signed'), 'second')
    assert.isNull(new CookieJar(`${first}x`, encryption, opened).read('kept', 'signed'))
    assert.equal(opens(), 3)
  })

  test('do not take a cookie of one kind or name for one of another', ({ assert }) => {
    const { encryption } = counting()
    const opened: OpenedCookies = new Map()
    const header = headerWith(encryption, 'signed', 'value')
    assert.equal(new CookieJar(header, encryption, opened).read('kept', 'signed'), 'value')
    assert.isNull(new CookieJar(header, encryption, opened).read('kept', 'encrypted'))
    const renamed = header.replace('kept=', 'other=')
    assert.isNull(new CookieJar(renamed, encryption, opened).read('other', 'signed'))
  })

  test('give each reader an object of its own', ({ assert }) => {
    const { encryption } = counting()
    const opened: OpenedCookies = new Map()
    const header = headerWith(encryption, 'signed', { list: [1] })
    const read = () =>
      new CookieJar(header, encryption, opened).read('kept', 'signed') as { list: number[] }
    read().list.push(2)
    assert.deepEqual(read(), { list: [1] })
  })

  test('know the texts that one of them has written, and read other values as they were sent', ({
    assert,
  }) => {
    const { encryption, opens } = counting()
    const opened: OpenedCookies = new Map()
    const jar = new CookieJar(undefined, encryption, opened)
    const when = new Date(0)
    jar.write({ name: 'text', kind: 'signed', value: 'value', options: {} })
    jar.write({ name: 'rest', kind: 'signed', value: { when, list: [undefined] }, options: {} })
    const next = new CookieJar(headerOf(jar), encryption, opened)
    assert.equal(next.read('text', 'signed'), 'value')
    assert.equal(opens(), 0)
    assert.deepEqual(next.read('rest', 'signed'), { when: when.toISOString(), list: [null] })
    assert.equal(opens(), 1)
  })
})
