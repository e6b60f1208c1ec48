/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from '@japa/runner'
import { LanguageFiles } from '../../../../src/features/language/types/main.ts'
import messagesHook from '../../../../src/features/language/messages_hook.ts'

type Hear = (path: string) => Promise<void>

test.group('The types of messages', () => {
  test('have the keys and params of the default locale, and follow its files', async ({
    assert,
    fs,
  }) => {
    const write = async (path: string, text: string) => {
      const file = join(fs.basePath, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    const types = () =>
      readFile(join(fs.basePath, '.adonisjs/server/messages.d.ts'), 'utf8').catch(() => undefined)
    const warnings: string[] = []
    const heard: Record<string, Hear> = {}
    const parent = {
      cwd: pathToFileURL(`${fs.basePath}/`),
      ui: { logger: { warning: (text: string) => warnings.push(text) } },
    }
    const hooks = { add: (moment: string, hear: Hear) => (heard[moment] = hear) }

    await messagesHook(parent as never, hooks as never, undefined as never)
    assert.isUndefined(await types())

    await write('config/i18n.ts', "export default defineConfig({\n  defaultLocale: 'de',\n})\n")
    await write('resources/lang/de.json', '{"plain":"Nur Text","app.name":"Laden"}')
    await write(
      'resources/lang/de/shop/cart.json',
      JSON.stringify({
        items: '{count, plural, one {# für {name}} other {# am {at, date} {count, number}}}',
        who: "{sex, select, female {sie} other {'{'quoted'}'}}",
        flag: '{on, select, true {an} other {aus}}',
        bad: 'offen {',
        deep: { price: '<b>{amount, number, ::currency/EUR}</b>' },
      })
    )
    await write('resources/lang/en/shop/cart.json', '{"other":"Text"}')
    await heard.fileAdded('resources/lang/de.json')
    const written = await types()
    assert.deepEqual(
      written!.split('\n').filter((line) => line.startsWith('    ')),
      [
        '    "app.name": {}',
        '    "plain": {}',
        '    "shop.cart.bad": {}',
        '    "shop.cart.deep.price": { "amount": number | bigint }',
        '    "shop.cart.flag": { "on": "true" | boolean | (string & {}) }',
        '    "shop.cart.items": { "count": (number) & (number | bigint); "name": string | number | bigint; "at": Date | number | string }',
        '    "shop.cart.who": { "sex": "female" | (string & {}) }',
        '    "de": true',
        '    "en": true',
      ]
    )
    assert.lengthOf(warnings, 1)
    assert.match(warnings[0], /"shop\.cart\.bad" in "resources\/lang\/de\/shop\/cart\.json"/)

    await write('resources/lang/de.json', '{"plain":"Hallo {name}"}')
    await heard.fileChanged('app/other.ts')
    assert.equal(await types(), written)
    await heard.fileChanged('resources/lang/de.json')
    assert.include(await types(), '"plain": { "name": string | number | bigint }')
    await write('resources/lang/de.json', '{')
    await heard.fileChanged('resources/lang/de.json')
    assert.match(warnings.at(-2)! + warnings.at(-1)!, /Cannot read "resources\/lang\/de\.json"/)
  })

  test('are written by one run at a time, and are those of the last change', async ({
    assert,
    fs,
  }) => {
    const file = join(fs.basePath, 'resources/lang/en.json')
    const output = join(fs.basePath, '.adonisjs/server/messages.d.ts')
    await mkdir(dirname(file), { recursive: true })
    const files = new LanguageFiles(fs.basePath, () => {})
    const runs: Promise<void>[] = []
    for (let change = 0; change < 20; change++) {
      await writeFile(file, JSON.stringify({ [`key${change}`]: 'Text' }))
      // A run may be over before the next change: those of one change come while one runs
      runs.push(files.writeTypes(), files.writeTypes(), files.writeTypes())
    }
    // All that came while one ran are the same run
    assert.isAtMost(new Set(runs).size, (runs.length / 3) * 2)
    await Promise.all(runs)
    assert.include(await readFile(output, 'utf8'), '"key19": {}')

    // The last one removes what the one before has written
    const written = files.writeTypes()
    await rm(dirname(file), { recursive: true })
    await Promise.all([written, files.writeTypes()])
    await assert.rejects(() => readFile(output), /ENOENT/)
  })

  test('are written by the next run where one has failed', async ({ assert, fs }) => {
    const output = join(fs.basePath, '.adonisjs/server/messages.d.ts')
    await mkdir(join(fs.basePath, 'resources/lang'), { recursive: true })
    await writeFile(join(fs.basePath, 'resources/lang/en.json'), '{"title":"Title"}')
    const files = new LanguageFiles(fs.basePath, () => {})
    // A folder cannot be written over
    await mkdir(output, { recursive: true })
    const failed = files.writeTypes()
    const next = files.writeTypes()
    await assert.rejects(() => failed, /EISDIR/)
    await assert.rejects(() => next, /EISDIR/)
    await rm(output, { recursive: true })
    await files.writeTypes()
    assert.include(await readFile(output, 'utf8'), '"title": {}')
  })
})
