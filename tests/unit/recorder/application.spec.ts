/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from '@japa/runner'
import { Application, ownEnvironment } from '../../../src/recorder/main.ts'

test.group('The environment of recorded tests', () => {
  test('has nothing that the application has read from .env, or tests would use its database', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'reflex-environment-'))
    const before = { ...process.env }
    cleanup(async () => {
      process.env = before
      await rm(folder, { recursive: true })
    })
    await writeFile(
      join(folder, '.env'),
      'DB_OF_SHOP=shop\nSHOP_URL=http://${SHOP_HOST}\nSHOP_HOST=a\n'
    )
    const read = { DB_OF_SHOP: 'shop', SHOP_URL: 'http://a', SHOP_HOST: 'given by somebody' }
    Object.assign(process.env, read, { OUTSIDE: 'yes' })
    const environment = await ownEnvironment(pathToFileURL(`${folder}/`))
    assert.notProperty(environment, 'DB_OF_SHOP')
    assert.notProperty(environment, 'SHOP_URL')
    assert.deepInclude(environment, { SHOP_HOST: 'given by somebody', OUTSIDE: 'yes' })
  })
})

test.group('What a test imports', () => {
  const application = new Application({
    states: new Map(),
    models: new Map(),
    imports: { '#states/*': './app/states/*.js', '#exact': './app/exact.js' },
    test: 'tests/functional/a.spec.ts',
    hasDatabase: false,
  })

  test('has the alias of package.json, or a path from the test', ({ assert }) => {
    const file = 'app/states/admin/orders_state.ts'
    assert.equal(
      application.statement({ name: 'OrdersState', file }),
      'import OrdersState from "#states/admin/orders_state"'
    )
    assert.equal(
      application.statement({
        name: 'User',
        file: 'app/users/user.ts',
        isNamed: true,
      }),
      'import { User } from "../../app/users/user.ts"'
    )
  })
})
