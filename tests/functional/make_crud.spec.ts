/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../bin/support/processes.ts'
import { FreshApp } from '../helpers/fresh_app.ts'
import { DIALECTS, freshDatabase } from '../helpers/models/databases.ts'

test.group('node ace make:crud', (group) => {
  let app: FreshApp

  group.tap((each) => each.timeout(300_000))
  group.setup(async () => {
    app = await FreshApp.create('hypermedia')
    await app.ace('codegen')
    await app.ace('configure', 'reflex-adonis')
    await cp(join(root, 'tests/fixtures/crud'), app.folder, { recursive: true })
    // The kit of the tests is without this alias, which the bouncer's files import by
    const manifest = JSON.parse(await app.contents('package.json'))
    manifest.imports['#abilities/*'] = './app/abilities/*.js'
    await app.write('package.json', `${JSON.stringify(manifest, null, 2)}\n`)
    await app.ace('migration:run')
    return () => app.remove()
  })

  test('leaves the policy out where there is no bouncer, and says so', async ({ assert }) => {
    const output = await app.ace('make:crud', 'Switch')
    assert.include(output, 'There is no policy, since @adonisjs/bouncer is not configured')
    assert.notInclude(await app.contents('app/states/switches_state.ts'), 'policy:')
    await assert.rejects(() => app.contents('app/policies/switch_policy.ts'), /ENOENT/)
  })

  test('names what it needs', async ({ assert }) => {
    const failing: [args: string[], message: RegExp][] = [
      [['Nothing'], /There is no model Nothing\. Make it with: node ace make:model Nothing/],
      [['Product', '--owner=colour'], /There is no column "colour"\. There are: id, user_id/],
    ]
    for (const [args, message] of failing) {
      const run = app.ace('make:crud', ...args)
      await assert.rejects(
        () => run.catch((error) => Promise.reject(new Error(error.all))),
        message
      )
    }
  })

  test('says which columns it leaves out, and why', async ({ assert }) => {
    await app.run('npm', 'install', '@adonisjs/bouncer')
    await app.ace('configure', '@adonisjs/bouncer')
    const made = await app.ace('make:crud', 'Product', '--owner=user_id', '--import')
    for (const reason of [
      '"userId": the state sets it: it has the owner',
      '"details": JSON has no field of a form',
      '"picture": binary data has no field of a form',
      '"createdAt": the model sets it',
      'The policy refuses everything',
      'Install it: npm install csv-parse',
    ]) {
      assert.include(made, reason)
    }
    const hidden = await app.ace('make:crud', 'Account', '--no-policy')
    for (const reason of [
      '"password": its name says that it is a secret',
      '"rememberMeToken": its name says that it is a secret',
      '"pinHash": the model hides it (serializeAs: null)',
      'may see and change all accounts: there is no policy',
    ]) {
      assert.include(hidden, reason)
    }
    for (const file of ['transformers/account_transformer.ts', 'validators/account.ts']) {
      assert.notMatch(await app.contents(`app/${file}`), /password|pinHash|rememberMe/)
    }
    await app.ace('make:crud', 'Note')
    const listed = await app.ace('make:model-state', 'Category', '--list')
    assert.include(listed, 'app/states/categories_state.ts')
    await app.ace('make:crud', 'Category', '--folder=office', '--no-policy', '--import')
    assert.include(await app.contents('app/states/categories_state.ts'), 'listState(Category, {')
  })

  test('names of a model, its table and its relations are in what it writes', async ({
    assert,
  }) => {
    const state = await app.contents('app/states/products_state.ts')
    for (const option of [
      `search: ['name', 'code', 'description']`,
      `owner: 'userId'`,
      'policy: ProductPolicy',
      `version: 'updatedAt'`,
      `categoryId: { model: Category, label: 'name' }`,
      `shelfId: { model: Shelf, label: 'title' }`,
      `headers: { categoryId: ['Category'], makerId: ['Maker'], shelfId: ['Shelf'] }`,
      `unique: ['code']`,
    ]) {
      assert.include(state, option)
    }
    assert.include(await app.contents('app/states/notes_state.ts'), `deletedAt: 'deletedAt'`)
    const rules = await app.contents('app/validators/product.ts')
    assert.include(rules, `vine.enum(['draft', 'on_sale', 'sold-out'] as const)`)
    assert.include(rules, `query.where('user_id', owner)`)
    const list = await app.contents('resources/pages/products/index.tsx')
    for (const part of [`name: 'maker', label: 'Maker'`, `name: 'shelfId', label: 'Shelf'`]) {
      assert.include(list, part)
    }
    const ofOffice = await app.contents('app/states/office/categories_state.ts')
    assert.include(ofOffice, `static id = 'OfficeCategoriesState'`)
    const office = await app.contents('resources/pages/office/categories/index.tsx')
    assert.include(office, `route: '/office/categories'`)
    assert.include(office, `'#states/office/categories_state'`)
    const policy = await app.contents('app/policies/product_policy.ts')
    assert.equal(policy.match(/return false/g)?.length, 4)
  })

  test('keeps what is written, and shows what would change', async ({ assert }) => {
    const file = 'app/states/products_state.ts'
    const made = await app.contents(file)
    const before = await app.fingerprint()
    const same = await app.ace('make:crud', 'Product', '--owner=user_id', '--import', '--diff')
    assert.notInclude(same, 'products_state.ts')
    assert.deepEqual(await app.fingerprint(), before)

    await app.write(file, made.replace(`search: ['name', 'code', 'description'],\n`, ''))
    const shown = await app.ace('make:crud', 'Product', '--owner=user_id', '--import', '--diff')
    assert.include(shown, file)
    assert.include(shown, `+  search: ['name', 'code', 'description'],`)
    await app.ace('make:crud', 'Product', '--owner=user_id', '--import')
    assert.notEqual(await app.contents(file), made)
    await app.ace('make:crud', 'Product', '--owner=user_id', '--import', '--force')
    assert.equal(await app.contents(file), made)
  })

  test('what it writes passes the type check, the linter and prettier', async () => {
    await app.ace('codegen')
    // What the bouncer and Lucid have written
    const others = ['adonisrc.ts', 'start', 'app/abilities', 'app/middleware', 'database/schema.ts']
    await app.run('npm', 'exec', '--', 'prettier', '--write', ...others)
    await app.run('npm', 'run', 'typecheck')
    await app.run('npm', 'run', 'lint')
    const made = ['app', 'resources/components', 'resources/pages', 'tests']
    await app.run('npm', 'exec', '--', 'prettier', '--check', ...made)
  })

  test('what it writes passes its own tests, with a policy and without', async ({ assert }) => {
    const output = await app.ace('test', 'functional')
    assert.match(output, /35 passed/)
  })

  for (const [dialect, tags] of DIALECTS.filter(([name]) => name !== 'sqlite')) {
    test(`what it writes of tables of {$self} passes as well`, async ({ assert, cleanup }) => {
      const { config, remove } = await freshDatabase(dialect)
      cleanup(remove)
      // The registry of the tests does not have it, and it shares nothing with the application
      const driver = String(config.client)
      await symlink(join(root, 'node_modules', driver), join(app.folder, 'node_modules', driver))
      const before = await app.contents('config/database.ts')
      const connection = {
        ...config,
        migrations: { naturalSort: true, paths: ['database/migrations'] },
      }
      await app.write(
        'config/database.ts',
        `import { defineConfig } from '@adonisjs/lucid'

export default defineConfig({
  connection: 'main',
  connections: { main: ${JSON.stringify(connection)} as never },
})
`
      )
      cleanup(() => app.write('config/database.ts', before))
      await app.ace('migration:run')
      await app.ace('make:crud', 'Product', '--owner=user_id', '--import', '--force')
      await app.run('npm', 'exec', '--', 'tsc', '--noEmit')
      const output = await app.ace('test', 'functional')
      assert.match(output, /35 passed/)
    })
      .with([dialect])
      .tags(tags)
  }
})
