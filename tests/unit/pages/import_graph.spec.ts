/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { PageScannerOptions } from '../../../src/discovery/main.ts'
import { createScanner, failure, pageSource, stateSource } from './application.ts'
import type { FileSystem } from '@japa/file-system'

const STATES = {
  'app/states/cart_state.ts': stateSource('CartState'),
  'app/states/user_state.ts': stateSource('UserState'),
}

async function statesOf(
  fs: FileSystem,
  files: Record<string, string>,
  options?: Omit<PageScannerOptions, 'appRoot'>
) {
  const scanner = await createScanner(fs, { ...STATES, ...files }, options)
  const { pages } = await scanner.scan()
  return Object.fromEntries(pages.map(({ id, states }) => [id.split('/').pop(), states]))
}

test.group('Import graph | reach', () => {
  test('reaches a state that is imported by {0}')
    .with([
      ['a subpath import', "import Cart from '#states/cart_state'\nconsole.log(Cart)"],
      ['a relative path', "import Cart from '../../app/states/cart_state'\nconsole.log(Cart)"],
      ['a path with its extension', "import Cart from '../../app/states/cart_state.ts'\nCart()"],
      [
        'a path with the extension of the output',
        "import Cart from '../../app/states/cart_state.js'\nCart()",
      ],
      ['a re-export', "export { default as Cart } from '#states/cart_state'"],
      ['a re-export of everything', "export * from '#states/cart_state'"],
      ['a namespace', "import * as states from '#states/cart_state'\nstates.default"],
      ['a dynamic import', "const cart = () => import('#states/cart_state')"],
      ['an alias', "import Cart from '~states/cart_state'\nconsole.log(Cart)"],
      ['an alias by a pattern', "import Cart from '%cart_state'\nconsole.log(Cart)"],
      ['a path from the root', "import Cart from '/app/states/cart_state'\nconsole.log(Cart)"],
      ['a component', "import '../components/list'"],
      ['the index of a folder', "import '../components'"],
      ['a component with a style and an image', "import '../components/styled'"],
    ])
    .run(async ({ assert, fs }, [, imports]) => {
      const states = await statesOf(
        fs,
        {
          'resources/pages/cart.tsx': pageSource('/cart', imports),
          'resources/components/list.tsx': "import Cart from '#states/cart_state'\nuseReflex(Cart)",
          'resources/components/index.ts': "export * from './list.js'",
          'resources/components/styled.jsx':
            "import './a.css'\nimport logo from './logo.svg?url'\nimport 'virtual:x'\nimport React from 'react'\nimport './list'",
        },
        {
          aliases: [
            { find: '~states', replacement: `${fs.basePath}/app/states` },
            { find: /^%(.*)$/, replacement: `${fs.basePath}/app/states/$1.ts` },
          ],
        }
      )
      assert.deepEqual(states, { 'cart.tsx': ['CartState'] })
    })

  test('does not reach a state through {0}')
    .with([
      ['a type import', "import type Cart from '#states/cart_state'\nlet cart: Cart"],
      ['types among the names', "import { type Cart } from '#states/cart_state'\nlet cart: Cart"],
      [
        'a name that is used as a type only',
        "import Cart from '#states/cart_state'\nlet cart: Cart",
      ],
      ['a name that nothing uses', "import Cart from '#states/cart_state'"],
      ['an exported type', "export type { default as Cart } from '#states/cart_state'"],
      ['an import in a type', "let cart: import('#states/cart_state').default"],
      ['another state', "import User from '#states/user_state'\nconsole.log(User)"],
    ])
    .run(async ({ assert, fs }, [, imports]) => {
      const states = await statesOf(fs, {
        'app/states/user_state.ts':
          "import Cart from './cart_state.ts'\nexport default class UserState { cart = Cart }",
        'resources/pages/cart.tsx': pageSource('/cart', imports),
      })
      assert.notInclude(states['cart.tsx'], 'CartState')
    })

  test('reaches of several states in one file those that are imported', async ({ assert, fs }) => {
    const states = await statesOf(fs, {
      'app/states/shop_state.ts':
        'export class PublicState {}\nexport class AdminState {}\nexport default class ShopState {}',
      'resources/pages/some.tsx': pageSource(
        '/some',
        "import { PublicState } from '#states/shop_state'\nconsole.log(PublicState)"
      ),
      'resources/pages/whole.tsx': pageSource(
        '/whole',
        "import * as states from '#states/shop_state'\nconsole.log(states)"
      ),
    })
    assert.deepEqual(states, {
      'some.tsx': ['PublicState'],
      'whole.tsx': ['AdminState', 'PublicState', 'ShopState'],
    })
  })

  test('follows modules that import each other', async ({ assert, fs }) => {
    const states = await statesOf(fs, {
      'resources/pages/cart.tsx': pageSource('/cart', "import '../a'"),
      'resources/a.ts': "import './b'\nexport const a = 1",
      'resources/b.ts': "import { a } from './a'\nimport Cart from '#states/cart_state'\nCart(a)",
    })
    assert.deepEqual(states, { 'cart.tsx': ['CartState'] })
  })

  test('resolves conditions and exact names of the imports of package.json', async ({
    assert,
    fs,
  }) => {
    const scanner = await createScanner(fs, {
      ...STATES,
      'resources/pages/cart.tsx': pageSource('/cart', "import '#ui/list'\nimport '#ui/exact'"),
      'resources/ui/browser/list.ts': "import '../user.ts'",
      'resources/ui/user.ts': "import User from '../../app/states/user_state.ts'\nUser()",
      'resources/exact.ts': "import Cart from '../app/states/cart_state.ts'\nCart()",
    })
    await fs.createJson('package.json', {
      imports: {
        '#ui/*': { node: './never/*.js', browser: './resources/ui/browser/*.js' },
        '#ui/exact': [null, './resources/exact.js'],
      },
    })
    const { pages } = await scanner.scan()
    assert.deepEqual(pages[0].states, ['CartState', 'UserState'])
  })

  test('makes what the entry imports reachable from every page', async ({ assert, fs }) => {
    const states = await statesOf(fs, {
      'resources/app.tsx': [
        "import Layout from './layouts/default'",
        "import Cart from './pages/cart'",
        "const pages = import.meta.glob('./pages/**/*.tsx')",
        'export default createApp({ pages, layout: Layout, first: Cart })',
      ].join('\n'),
      'resources/layouts/default.tsx':
        "import User from '#states/user_state'\nexport default () => useReflex(User)",
      'resources/pages/home.tsx': pageSource('/'),
      'resources/pages/cart.tsx': pageSource(
        '/cart',
        "import Cart from '#states/cart_state'\nconsole.log(Cart)"
      ),
    })
    assert.deepEqual(states, {
      'cart.tsx': ['CartState', 'UserState'],
      'home.tsx': ['UserState'],
    })
  })
})

test.group('Import graph | boundary', () => {
  test('shows the way from a page to server code', async ({ assert, fs }) => {
    const error = await failure(
      statesOf(fs, {
        'resources/pages/cart.tsx': pageSource('/cart', "import '../components/list.tsx'"),
        'resources/components/list.tsx': "import React from 'react'\n\nimport './total'\nReact()",
        'resources/components/total.ts': "import Product from '#models/product'\nProduct.all()",
        'app/models/product.ts': 'export default class Product {}',
      })
    )
    assert.equal(error.code, 'E_SERVER_ONLY_IMPORT')
    assert.equal(
      error.message,
      [
        '"resources/pages/cart.tsx" leads to the server file "app/models/product.ts", which cannot run in a browser.',
        '',
        '  resources/pages/cart.tsx:2  imports "../components/list.tsx"',
        '  resources/components/list.tsx:3  imports "./total"',
        '  resources/components/total.ts:1  imports "#models/product"',
        '',
        'A page may import its states, other browser code, app/shared and packages made for browsers. Move what needs the server into an event of a state, move what both sides need to app/shared, and write `import type` where only types are needed.',
      ].join('\n')
    )
  })

  test('checks what the entry imports as well', async ({ assert, fs }) => {
    const error = await failure(
      statesOf(fs, { 'resources/app.tsx': "import fs from 'node:fs'\nfs.readFileSync('x')" })
    )
    assert.equal(error.code, 'E_SERVER_ONLY_IMPORT')
    assert.match(error.message, /^"resources\/app\.tsx" leads to the Node\.js module "fs"/)
    assert.include(error.message, '  resources/app.tsx:1  imports "node:fs"')
  })

  test('refuses {0}')
    .with([
      ['node:fs', 'the Node.js module "fs"'],
      ['path', 'the Node.js module "path"'],
      ['fs/promises', 'the Node.js module "fs/promises"'],
      ['reflex-adonis', 'the server package "reflex-adonis"'],
      ['reflex-adonis/services/main', 'the server package "reflex-adonis/services/main"'],
      ['@adonisjs/core/services/router', 'the server package "@adonisjs/core/services/router"'],
      ['@adonisjs/lucid/orm', 'the server package "@adonisjs/lucid/orm"'],
      ['better-sqlite3', 'the server package "better-sqlite3"'],
      ['knex', 'the server package "knex"'],
      ['pg', 'the server package "pg"'],
      ['mysql2/promise', 'the server package "mysql2/promise"'],
      ['ioredis', 'the server package "ioredis"'],
      ['../../config/app', 'the server file "config/app.ts"'],
      ['../../start/env.js', 'the server file "start/env.ts"'],
      ['#models/product', 'the server file "app/models/product.ts"'],
      ['../../app/models/product.ts?raw', 'the server file "app/models/product.ts"'],
      ['#states/cart_state?raw', 'the source of "app/states/cart_state.ts"'],
      ['../../config/secrets.json', 'the server file "config/secrets.json"'],
    ])
    .run(async ({ assert, fs }, [specifier, what]) => {
      const error = await failure(
        statesOf(fs, {
          'resources/pages/cart.tsx': pageSource('/cart', `import '${specifier}'`),
          'config/app.ts': '',
          'config/secrets.json': '{}',
          'start/env.ts': '',
          'app/models/product.ts': '',
        })
      )
      assert.equal(error.code, 'E_SERVER_ONLY_IMPORT')
      assert.include(error.message, `"resources/pages/cart.tsx" leads to ${what}, which cannot run`)
      assert.include(error.message, `  resources/pages/cart.tsx:2  imports "${specifier}"`)
    })

  test('allows {0}')
    .with([
      'react',
      'reflex-adonis/react',
      '@vinejs/vine',
      '@adonisjs/core/http/url_builder_client',
      '@adonisjs/transmit-client',
      'pg-is-not-pg',
      '../../app/shared/money',
      '../../app/cart/cart.css',
    ])
    .run(async ({ assert, fs }, specifier) => {
      const states = await statesOf(fs, {
        'resources/pages/cart.tsx': pageSource('/cart', `import '${specifier}'`),
        'app/shared/money.ts': "import Product from '#models/product'\nexport let p: Product",
        'app/models/product.ts': '',
        'app/cart/cart.css': '',
      })
      assert.deepEqual(states, { 'cart.tsx': [] })
    })

  test('follows shared code, which has to be browser code all the way', async ({ assert, fs }) => {
    const error = await failure(
      statesOf(fs, {
        'resources/pages/cart.tsx': pageSource('/cart', "import '../../app/shared/money'"),
        'app/shared/money.ts': "\nimport '../services/rates.ts'",
        'app/services/rates.ts': '',
      })
    )
    assert.include(error.message, '  app/shared/money.ts:2  imports "../services/rates.ts"')
  })

  test('takes more packages and folders for each side', async ({ assert, fs }) => {
    const files = {
      'resources/pages/cart.tsx': pageSource(
        '/cart',
        "import '@adonisjs/ui/client'\nimport '../../app/ui/list'\nimport '../../contracts/a'"
      ),
      'app/ui/list.ts': "import Cart from '#states/cart_state'\nCart()",
      'contracts/a.ts': '',
    }
    const browser = { browserPackages: ['@adonisjs/ui/client'], sharedFolders: ['app/ui'] }
    assert.deepEqual(await statesOf(fs, files, { boundary: browser }), {
      'cart.tsx': ['CartState'],
    })

    const error = await failure(
      statesOf(fs, files, { boundary: { ...browser, serverFolders: ['contracts'] } })
    )
    assert.include(error.message, 'the server file "contracts/a.ts"')
    const other = await failure(
      statesOf(
        fs,
        { 'resources/pages/cart.tsx': pageSource('/cart', "import 'stripe/lib'") },
        { boundary: { serverPackages: ['stripe'] } }
      )
    )
    assert.include(other.message, 'the server package "stripe/lib"')
  })
})
