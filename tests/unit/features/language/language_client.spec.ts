/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { headlessEnvironment, Store } from '../../../../src/client/main.ts'
import { languageFeature } from '../../../../src/features/language/client/main.ts'
import type { LanguageClient } from '../../../../src/features/language/client/main.ts'
import type { JsonValue, PageInfo, PageLanguage } from '../../../../src/protocol/main.ts'

const NOW = Date.UTC(2026, 2, 5, 12)

const ENGLISH: PageLanguage = {
  l: 'en',
  m: { 'a.title': 'Title', 'a.count': '{count, plural, one {# day} other {# days}}' },
  s: ['en', 'de'],
  z: 'UTC',
  at: NOW,
}
const GERMAN: PageLanguage = { ...ENGLISH, l: 'de', m: { 'a.title': 'Titel' } }

/** The language of a page without a browser around it. */
function languageOf(language: PageLanguage | undefined, development = false) {
  const page: PageInfo = { id: 'a', url: '/a', route: 'a', params: {}, states: ['$app'], language }
  const app = (locale: string) => ({ v: { language: locale }, e: [] })
  const store = new Store({ page, states: { $app: app('en') } }, NOW)
  const told: JsonValue[] = []
  const feature = languageFeature.create({
    store,
    environment: headlessEnvironment({ now: () => NOW }),
    development,
    isKept: false,
    address: (path) => path,
    send: () => {},
    tell: (data) => told.push(data),
    news: () => {},
    warn: () => {},
  })
  /** A request has had another locale. */
  const request = (locale: string) => {
    store.apply({ n: 1, s: { $app: app(locale) } })
    feature.changed()
  }
  return { feature, store, told, request }
}

/** A message, whatever keys there are for the compiler. */
function textOf(feature: LanguageClient, key: string, values: Record<string, number> = {}): string {
  const t = feature.current().t as unknown as (key: string, values: object) => string
  return t(key, values)
}

test.group('The language of a tab', () => {
  test('asks once for the messages of another locale, and again on a new connection', ({
    assert,
  }) => {
    const { feature, told, request } = languageOf(ENGLISH)
    request('en')
    assert.deepEqual(told, [])
    request('de')
    request('de')
    assert.deepEqual(told, [null])
    assert.isTrue(feature.isPending)
    assert.equal(textOf(feature, 'a.title'), 'Title')
    feature.connected()
    assert.lengthOf(told, 2)

    let heard = 0
    feature.subscribe(() => heard++)
    feature.told(GERMAN as unknown as JsonValue)
    assert.equal(heard, 1)
    assert.isFalse(feature.isPending)
    const { language, dir } = feature.current()
    assert.deepEqual([textOf(feature, 'a.title'), language, dir], ['Titel', 'de', 'ltr'])
    // A page that goes away shows what it has
    assert.equal(textOf(feature, 'a.count', { count: 2 }), '2 days')
  })

  test('brings its messages with the event that chooses it, and asks for none', async ({
    assert,
  }) => {
    const { feature, told, request } = languageOf(ENGLISH)
    const { promise, resolve } = Promise.withResolvers<JsonValue>()
    feature.call = () => promise
    const switched = feature.current().switchTo('de')
    request('de')
    resolve(GERMAN as unknown as JsonValue)
    await switched
    assert.equal(textOf(feature, 'a.title'), 'Titel')
    assert.deepEqual(told, [])

    feature.call = () => Promise.reject(new Error('Not now'))
    await assert.rejects(() => feature.current().switchTo('en'), 'Not now')
    request('en')
    assert.deepEqual(told, [null])
  })

  test('keeps the messages of all pages, and asks where a lost frame has brought some', ({
    assert,
  }) => {
    const { feature, store, told } = languageOf(ENGLISH)
    const next: PageInfo = { ...store.page, id: 'b', states: ['$app', '$language'] }
    store.apply({ n: 1, p: { ...next, language: { ...ENGLISH, m: { 'b.title': 'Next' } } } })
    feature.changed()
    assert.deepEqual(
      ['a.title', 'b.title'].map((key) => textOf(feature, key)),
      ['Title', 'Next']
    )
    assert.deepEqual(store.page.language!.m, { ...ENGLISH.m, 'b.title': 'Next' })
    // Another language has messages of its own
    store.apply({
      n: 2,
      p: { ...next, language: GERMAN },
      s: { $app: { v: { language: 'de' }, e: [] } },
    })
    feature.changed()
    assert.deepEqual(store.page.language!.m, GERMAN.m)
    assert.deepEqual(told, [])

    store.reset({ page: { ...next, id: 'c', language: undefined }, states: {} })
    feature.changed()
    assert.deepEqual(told, [null])
    feature.told({ ...GERMAN, m: { 'c.title': 'Dritte' } } as unknown as JsonValue)
    assert.deepEqual(
      ['a.title', 'c.title'].map((key) => textOf(feature, key)),
      ['Titel', 'Dritte']
    )
  })

  test('stays with a page whose later snapshots do not say it', ({ assert }) => {
    const { feature, store } = languageOf(ENGLISH)
    const { language, ...page } = store.page
    store.reset({ page: { ...page }, states: {} })
    assert.equal(store.page.language, language)
    store.reset({ page: { ...page, id: 'b' }, states: {} })
    assert.isUndefined(store.page.language)
    assert.equal(textOf(feature, 'a.title'), 'Title')
    assert.throws(() => languageOf(undefined), /has no language/)
  })

  test('tells in development what it lacks, once', ({ assert, cleanup }) => {
    const { warn, error } = console
    cleanup(() => void Object.assign(console, { warn, error }))
    const lines: string[] = []
    Object.assign(console, {
      warn: (line: string) => lines.push(line),
      error: (line: string) => lines.push(line),
    })
    const german = { ...GERMAN, m: { ...GERMAN.m, 'a.bad': 'x {' }, f: ['a.title'] }
    for (const development of [true, false]) {
      const { feature, told } = languageOf(german, development)
      for (const key of ['a.title', 'a.none', '__proto__', 'a.bad', 'a.title', 'a.none']) {
        assert.isString(textOf(feature, key))
      }
      assert.equal(textOf(feature, 'a.none'), 'translation missing: de, a.none')
      assert.equal(textOf(feature, 'a.bad'), 'x {')
      assert.deepEqual(told, development ? ['a.title', 'a.none', '__proto__'] : [])
    }
    assert.lengthOf(lines, 4)
  })

  test('has in development what production has: what its code names', ({ assert, cleanup }) => {
    const { warn } = console
    cleanup(() => void Object.assign(console, { warn }))
    const lines: string[] = []
    Object.assign(console, { warn: (line: string) => lines.push(line) })
    const all = { ...ENGLISH.m, 'b.low': 'Low', 'b.high': 'High', 'c.one': 'One' }
    const { feature, store, told } = languageOf({ ...ENGLISH, m: all, n: ['a.title', 'b.*'] }, true)
    assert.deepEqual(
      ['a.title', 'b.low', 'b.high'].map((key) => textOf(feature, key)),
      ['Title', 'Low', 'High']
    )
    assert.deepEqual([lines, told], [[], []])
    assert.equal(textOf(feature, 'c.one'), 'translation missing: en, c.one')
    assert.deepEqual(told, ['c.one'])
    assert.match(lines[0], /no code of the page names it.*useI18n\('c\.\*'\)/)

    // Its code was edited
    let heard = 0
    feature.subscribe(() => heard++)
    feature.told({ ...ENGLISH, m: all, n: ['c.*'] } as unknown as JsonValue)
    assert.equal(heard, 1)
    assert.equal(textOf(feature, 'c.one'), 'One')
    // A page that goes away names what it did
    assert.equal(textOf(feature, 'b.low'), 'Low')
    assert.deepEqual(store.messages.add(ENGLISH).m, all)
    assert.lengthOf(lines, 1)

    // Production has what has come, and nothing else
    const other = languageOf({ ...ENGLISH, m: all }).feature
    assert.equal(textOf(other, 'c.one'), 'One')
  })

  test('has the relative times of the server', ({ assert }) => {
    const { formatRelativeTime, formatDate, formatTime } = languageOf(ENGLISH).feature.current()
    const times: [string | number, Parameters<typeof formatRelativeTime>[1], string][] = [
      [-3, 'day', '3 days ago'],
      [90_000, 'auto', 'in 1 minute'],
      ['2026-03-05T12:00:30.000Z', 'auto', 'in 30 seconds'],
      ['2026-03-04T00:00:00.000Z', 'auto', '2 days ago'],
      ['2026-05-04T12:00:00.000Z', 'months', 'in 1 month'],
      ['2025-03-06T12:00:00.000Z', 'year', '1 year ago'],
      ['2026-03-19T12:00:00.000Z', 'week', 'in 2 weeks'],
      ['2026-09-05T12:00:00.000Z', 'quarter', 'in 2 quarters'],
    ]
    for (const [value, unit, text] of times) {
      assert.equal(formatRelativeTime(value, unit), text, `${value} ${unit}`)
    }
    assert.equal(formatDate('2026-03-05', { timeZone: 'America/New_York' }), '3/5/2026')
    assert.equal(formatTime(new Date(NOW)).replace(/\s/g, ' '), '12:00:00 PM')
    assert.throws(() => formatDate('never'), RangeError)
  })
})
