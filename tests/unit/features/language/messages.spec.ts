/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { defineConfig } from '../../../../src/define_config.ts'
import { isTimeZone, MessageCatalog } from '../../../../src/features/language/main.ts'
import { directionOf } from '../../../../src/protocol/main.ts'

const MANY = Object.fromEntries(
  Array.from({ length: 1_000 }, (_, index) => [`many.key_${index}`, `Text ${index}`])
)

/** A catalog of some languages. */
function catalogOf(languages: Record<string, Record<string, unknown>>, knowsAll = false) {
  const lacking: string[] = []
  const i18n = {
    defaultLocale: 'en',
    locale: (locale: string) => ({ locale }),
    supportedLocales: () => Object.keys(languages),
    getSupportedLocaleFor: () => null,
    getTranslationsFor: (locale: string) => languages[locale] ?? {},
    getFallbackLocaleFor: () => 'en',
    getFormatter: () => ({ name: 'icu' }),
  }
  const lacks = (locale: string, key: string) => lacking.push(`${locale} ${key}`)
  return { catalog: new MessageCatalog({ i18n, knowsAll, lacks }), languages, lacking }
}

test.group('The messages of a page', () => {
  test('are those that its code names, of a thousand', ({ assert }) => {
    const { catalog } = catalogOf({ en: MANY })
    const { all } = catalog.of(['many.key_7', 'many.key_999', 'many', 'className'], 'en')
    assert.equal(JSON.stringify(all), '{"many.key_7":"Text 7","many.key_999":"Text 999"}')
    assert.lengthOf(Object.keys(catalog.of(['many.*'], 'en').all), 1_000)
    assert.deepEqual(Object.keys(catalog.of(['ma.*', 'many.key_1'], 'en').all), ['many.key_1'])
  })

  test('are read once for a page and a language, and again once they were loaded again', ({
    assert,
  }) => {
    const { catalog, languages } = catalogOf({ en: { a: 'One' } })
    const named = ['a']
    const before = catalog.of(named, 'en')
    assert.strictEqual(catalog.of(named, 'en'), before)
    languages.en = { a: 'Two' }
    assert.equal(catalog.of(named, 'en').all.a, 'Two')
  })

  test('come from the fallback where a language lacks them, which is told once', ({ assert }) => {
    const { catalog, lacking } = catalogOf({ en: { a: 'A', b: 'B' }, de: { a: 'Ah' } })
    const named = ['a', 'b', 'c']
    assert.deepEqual({ ...catalog.of(named, 'de').all }, { a: 'Ah', b: 'B' })
    catalog.of(named, 'de')
    assert.deepEqual(lacking, ['de b'])
    assert.equal(catalog.find('de', 'a'), 'own')
    assert.equal(catalog.find('de', 'b'), 'fallback')
    assert.isUndefined(catalog.find('de', 'c'))
  })

  test('are all of them while code is edited', ({ assert }) => {
    const { catalog, lacking } = catalogOf({ en: { a: 'A', b: 'B' }, de: { a: 'Ah' } }, true)
    assert.deepEqual({ ...catalog.of([], 'de').all }, { a: 'Ah', b: 'B' })
    assert.deepEqual(catalog.of([], 'de').borrowed, ['b'])
    assert.deepEqual(lacking, [])
  })

  test('are none that an object has by itself, whatever a key is called', ({ assert }) => {
    const own = JSON.parse('{"__proto__":"Own","constructor":"Made","list":["x"],"n":5}') as object
    const { catalog } = catalogOf({ en: own as Record<string, unknown>, de: {} })
    const { all } = catalog.of(['__proto__', 'constructor', 'toString', 'list', 'n'], 'de')
    assert.equal(JSON.stringify(all), '{"__proto__":"Own","constructor":"Made"}')
    assert.isUndefined(catalog.find('__proto__', 'toString'))
    assert.deepEqual({ ...catalog.of(['toString'], '__proto__').all }, {})
  })
})

test.group('Time zones and directions', () => {
  test('a time zone is one that exists', ({ assert }) => {
    for (const name of ['Europe/Berlin', 'UTC', 'Etc/GMT+5', 'America/Argentina/Ushuaia']) {
      assert.isTrue(isTimeZone(name), name)
    }
    const odd = [
      '',
      'Mars/Base',
      '__proto__',
      '../../etc',
      '+01:00',
      'x'.repeat(70),
      'a;b',
      'UTC\n',
    ]
    for (const name of odd) assert.isFalse(isTimeZone(name), name)
  })

  test('the options say so', ({ assert }) => {
    assert.equal(defineConfig({}).language.timeZone, 'visitor')
    assert.equal(defineConfig({ language: { timeZone: 'UTC' } }).language.timeZone, 'UTC')
    const wrong = () => defineConfig({ language: { timeZone: 'Mars/Base' } })
    assert.throws(wrong, /language\.timeZone.*"Mars\/Base" is not a time zone/)
    const noFunction = { language: { remember: 'cookie' as never } }
    assert.throws(() => defineConfig(noFunction), /language\.remember/)
  })

  test('a language is written in the direction of its script', ({ assert }) => {
    for (const locale of ['ar', 'he-IL', 'fa', 'ur', 'az-Arab', 'pa-PK', 'dv', 'yi']) {
      assert.equal(directionOf(locale), 'rtl', locale)
    }
    for (const locale of ['en', 'de', 'az', 'ja', 'ar-Latn', '__proto__', '', 'pt_BR']) {
      assert.equal(directionOf(locale), 'ltr', locale)
    }
  })
})
