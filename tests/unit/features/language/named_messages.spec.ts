/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Languages } from '../../../../src/features/language/main.ts'
import type { LanguagesOptions } from '../../../../src/features/language/main.ts'
import type { JsonValue, PageLanguage } from '../../../../src/protocol/main.ts'
import type { Tab } from '../../../../src/tabs/main.ts'

const MESSAGES: Record<string, string> = { 'a.title': 'Title', 'b.low': 'Low' }

/** A tab in development, whose page names messages. */
function tabOf(names: { atStart: string[]; now: string[] }) {
  const told: JsonValue[] = []
  const warnings: string[] = []
  const i18n = {
    defaultLocale: 'en',
    locale: (locale: string) => ({ locale }),
    supportedLocales: () => ['en'],
    getSupportedLocaleFor: () => null,
    getTranslationsFor: () => MESSAGES,
    getFallbackLocaleFor: () => 'en',
    getFormatter: () => ({ name: 'icu' }),
  }
  const languages = new Languages({
    i18n,
    inDevelopment: true,
    timeZone: 'UTC',
    remember: () => {},
    namesOf: async () => names.now,
    missing: ({ identifier }: { identifier: string }) => warnings.push(`missing ${identifier}`),
    log: { warn: (_: object, text: string, key: string) => warnings.push(`${key}: ${text}`) },
    host: {},
    bus: {},
  } as unknown as LanguagesOptions)
  const tab = {
    shown: { page: { definition: { id: 'page', messages: names.atStart } } },
    states: { app: { language: 'en' } },
    tell: (_: string, data: JsonValue) => told.push(data),
  }
  const part = languages.attach(tab as unknown as Tab)
  const ask = async (key: string) => part.told!(key)
  return { ask, told: told as unknown as PageLanguage[], warnings }
}

test.group('A message that no code of a page names', () => {
  test('is told in development, once', async ({ assert }) => {
    const { ask, told, warnings } = tabOf({ atStart: ['a.title'], now: ['a.*'] })
    await ask('b.low')
    await ask('b.low')
    assert.deepEqual(told, [])
    assert.lengthOf(warnings, 1)
    assert.match(warnings[0], /b\.low: production does not have the message %s on this page/)
  })

  test('comes once the code that is edited names it', async ({ assert }) => {
    const { ask, told, warnings } = tabOf({ atStart: ['a.title'], now: ['a.title', 'b.*'] })
    await ask('b.low')
    assert.deepEqual(warnings, [])
    assert.lengthOf(told, 1)
    assert.deepEqual(told[0].n, ['a.title', 'b.*'])
    assert.equal(told[0].m['b.low'], 'Low')
  })

  test('is not one that no language has', async ({ assert }) => {
    const { ask, told, warnings } = tabOf({ atStart: ['a.title'], now: [] })
    await ask('c.none')
    assert.deepEqual(told, [])
    assert.include(warnings, 'missing c.none')
  })
})
