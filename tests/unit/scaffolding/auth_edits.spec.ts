/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { addAuthCall, addAuthConfig, addVerifiedAt } from '../../../src/scaffolding/auth/edits.ts'

test.group('Edits of make:auth', () => {
  test('add the flows to the configuration, and leave the rest', ({ assert }) => {
    const text = [
      `import { defineConfig } from 'reflex-adonis'`,
      `export default defineConfig({`,
      `  // The view`,
      `  view: 'reflex', // of Edge`,
      `})`,
    ].join('\n')
    const changed = addAuthConfig(text, [`user: () => import('#models/user')`])!
    assert.include(changed, `import { defineAuth } from 'reflex-adonis/auth'`)
    assert.match(changed, /view: 'reflex',[^]*auth: defineAuth\(\{\n {4}user:/)
    assert.include(changed, '// The view')
    assert.equal(addAuthConfig(changed, []), changed)
  })

  test('add them to an empty one, and to one without a comma', ({ assert }) => {
    const head = `import { defineConfig } from 'reflex-adonis'\n`
    assert.include(
      addAuthConfig(`${head}export default defineConfig({})`, ['a: 1'])!,
      'defineAuth({'
    )
    const changed = addAuthConfig(`${head}export default defineConfig({ view: 'x' })`, ['a: 1'])!
    assert.match(changed, /view: 'x',\s*auth: defineAuth/)
    const url = { option: `appUrl: env.get('APP_URL')`, import: `import env from '#start/env'` }
    const withUrl = addAuthConfig(`${head}export default defineConfig({})`, ['a: 1'], [url])!
    assert.include(withUrl, url.import)
    assert.include(withUrl, url.option)
  })

  test('mount the ready pages behind the others, with the same middleware', ({ assert }) => {
    const head = `import shop from 'reflex-adonis/services/main'\n`
    const mounted = (call: string) => addAuthCall(`${head}${call}\nrouter.get('/x', () => '')`)
    assert.equal(
      mounted('shop.mount({ middleware })'),
      `${head}shop.mount({ middleware })\nshop.auth({ middleware })\nrouter.get('/x', () => '')`
    )
    assert.include(
      mounted(`shop.mount({ middleware: named, pages: 'x' }).domain('a')`)!,
      `.domain('a')\nshop.auth({ middleware: named })\n`
    )
    assert.include(mounted('shop.mount()')!, 'shop.mount()\nshop.auth()\n')
    const whole = `${head}shop.mount()\nshop.auth({})`
    assert.equal(addAuthCall(whole), whole)
    assert.isUndefined(addAuthCall(`${head}router.get('/x', () => '')`))
    assert.isUndefined(addAuthCall('shop.mount()'))
  })

  test('say so where a file is not as they know it', ({ assert }) => {
    assert.isUndefined(addAuthConfig(`export default {}`, ['a: 1']))
    assert.isUndefined(addVerifiedAt(`export default class User {}`, 'User'))
    assert.isUndefined(addVerifiedAt(`export default class Member {}`, 'User'))
  })

  test('add a column to a model once', ({ assert }) => {
    const text = [
      `import { BaseModel, column } from '@adonisjs/lucid/orm'`,
      `export default class User extends BaseModel {`,
      `  @column()`,
      `  declare email: string // unique`,
      ``,
      `  get name() {`,
      `    return this.email`,
      `  }`,
      `}`,
    ].join('\n')
    const changed = addVerifiedAt(text, 'User')!
    assert.match(
      changed,
      /unique\n\n {2}@column\.dateTime\(\)\n {2}declare emailVerifiedAt: DateTime \| null\n/
    )
    assert.include(changed, `import type { DateTime } from 'luxon'`)
    assert.equal(addVerifiedAt(changed, 'User'), changed)
  })
})
