/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FileSystem } from '@japa/file-system'
import { test } from '@japa/runner'
import type { InlineConfig, Rolldown } from 'vite'
import { encodeManifest } from '../../../src/pages/manifest.ts'
import type { Manifest } from '../../../src/pages/types.ts'
import { APPLICATION, buildApplication, recordingLogger, writeApplication } from './application.ts'

type Output = Rolldown.RolldownOutput['output']

function chunk(output: Output, name: string): Rolldown.OutputChunk {
  const found = output.find((item) => item.type === 'chunk' && item.name === name)
  if (!found) throw new Error(`There is no chunk "${name}"`)
  return found as Rolldown.OutputChunk
}

function fileNames(output: Output, pattern: RegExp): string[] {
  return output.map(({ fileName }) => fileName).filter((fileName) => pattern.test(fileName))
}

function manifest(output: Output): Manifest {
  const file = output.find(({ fileName }) => fileName === '.vite/reflex.json')
  return JSON.parse(String((file as Rolldown.OutputAsset).source)) as Manifest
}

async function buildFailure(fs: FileSystem, config?: InlineConfig): Promise<string> {
  try {
    await buildApplication(fs, config)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('Expected the build to fail')
}

test.group('Vite plugin | build', () => {
  test('leaves states, metadata and the rest of the server out of the browser', async ({
    assert,
    fs,
  }) => {
    await writeApplication(fs)
    const output = await buildApplication(fs)
    const page = chunk(output, 'cart')

    assert.include(page.code, 'stateReference("CartState")')
    assert.include(page.code, 'stateReference("wishes")')
    assert.match(page.code, /export \{ Cart as default \}/)
    const code = output.map((item) => (item.type === 'chunk' ? item.code : '')).join('\n')
    for (const secret of ['server-secret', 'secret_products', 'only-for-staff', 'LoadState']) {
      assert.notInclude(code, secret)
    }
  })

  test('writes a manifest with the files of each page', async ({ assert, fs }) => {
    await writeApplication(fs, {
      'resources/components/heading.tsx': 'export default () => <h1>Shop</h1>',
      'resources/components/logo.tsx': 'export default () => <h2>Logo</h2>',
      'resources/layouts/default.tsx':
        "import Logo from '../components/logo'\nexport default () => <main><Logo /></main>",
      ...Object.fromEntries(
        ['a', 'b'].map((name) => [
          `resources/pages/${name}.tsx`,
          [
            "import { page } from 'reflex-adonis/react'",
            "import Heading from '../components/heading'",
            "import Logo from '../components/logo'",
            `export default page({ route: '/${name}' }, () => <><Logo /><Heading /></>)`,
          ].join('\n'),
        ])
      ),
    })
    const output = await buildApplication(fs)
    const { version, build, pages, states } = manifest(output)

    assert.equal(version, 1)
    assert.match(build, /^[0-9a-f]{12}$/)
    assert.deepEqual(
      pages.map(({ id }) => id.replace('resources/pages/', '')),
      ['a.tsx', 'b.tsx', 'cart.tsx', 'home.tsx']
    )
    assert.deepEqual(pages[2], {
      id: 'resources/pages/cart.tsx',
      route: '/cart',
      name: 'cart',
      middleware: [['only-for-staff']],
      onLoad: [{ state: 'LoadState', event: 'load' }],
      states: ['CartState', 'LoadState', 'wishes'],
      ssr: true,
      line: 6,
      chunk: chunk(output, 'cart').fileName,
      imports: [],
      css: fileNames(output, /cart-.*\.css$/),
    })
    assert.deepEqual(pages[0].imports, fileNames(output, /heading-.*\.js$/))
    assert.deepEqual(pages[0].css, [])
    assert.deepEqual(states, [
      { id: 'CartState', file: 'app/states/cart_state.ts', export: 'default' },
      { id: 'wishes', file: 'app/states/cart_state.ts', export: 'WishState' },
      { id: 'LoadState', file: 'app/states/load_state.ts', export: 'default' },
    ])
  })

  test('gives a build another id only when its files change', async ({ assert, fs }) => {
    await writeApplication(fs)
    const first = manifest(await buildApplication(fs))
    const second = manifest(await buildApplication(fs))
    assert.equal(encodeManifest(second), encodeManifest(first))

    await fs.create(
      'resources/pages/home.tsx',
      APPLICATION['resources/pages/home.tsx'].replace('Home</h1>', 'Welcome</h1>')
    )
    assert.notEqual(manifest(await buildApplication(fs)).build, first.build)
  })

  test('has generated pages, which the glob of the entry does not find', async ({ assert, fs }) => {
    const id = '.adonisjs/client/reflex/pages/auth/login.tsx'
    const state = '.adonisjs/server/reflex/states/auth/login_state.ts'
    await writeApplication(fs, {
      [state]: 'export default class LoginState {}',
      [id]: [
        "import { page, useReflex } from 'reflex-adonis/react'",
        "import LoginState from '../../../../server/reflex/states/auth/login_state'",
        "export default page({ route: '/login' }, () => <h1>{useReflex(LoginState).title}</h1>)",
      ].join('\n'),
    })
    const output = await buildApplication(fs)
    const { pages, states } = manifest(output)
    const login = pages.find((page) => page.id === id)
    assert.deepInclude(login, { name: 'auth.login', states: ['LoginState'] })
    assert.equal(login?.chunk, chunk(output, 'login').fileName)
    assert.deepInclude(states, { id: 'LoginState', file: state, export: 'default' })
    assert.isDefined(pages.find((page) => page.id === 'resources/pages/home.tsx')?.chunk)
  })

  test('says so where it cannot give them to the entry', async ({ assert, fs }) => {
    const app = "import { createApp } from 'reflex-adonis/react'\nexport default createApp(options)"
    await writeApplication(fs, {
      'resources/app.tsx': app,
      '.adonisjs/client/reflex/tsconfig.json': '{}',
    })
    const { logger, lines } = recordingLogger()
    await buildApplication(fs, { customLogger: logger, logLevel: 'warn' })
    assert.include(lines.join('\n'), 'add ...import.meta.glob(')
  })

  test('warns of a page that the entry does not load', async ({ assert, fs }) => {
    await writeApplication(fs, { 'resources/app.tsx': "console.log('no pages')" })
    const { logger, lines } = recordingLogger()
    const output = await buildApplication(fs, { customLogger: logger, logLevel: 'warn' })

    assert.notProperty(manifest(output).pages[0], 'chunk')
    assert.include(lines.join('\n'), 'The page "resources/pages/cart.tsx" is not part of the build')
    assert.include(lines.join('\n'), "import.meta.glob('./pages/**/*.tsx')")
  })

  test('fails with the way to a server module', async ({ assert, fs }) => {
    await writeApplication(fs, {
      'resources/components/total.tsx':
        "import Product from '#models/product'\nexport default () => <p>{Product.table}</p>",
    })
    const message = await buildFailure(fs)
    assert.include(
      message,
      'E_SERVER_ONLY_IMPORT: "resources/pages/cart.tsx" leads to the server file "app/models/product.ts"'
    )
    assert.include(message, '  resources/pages/cart.tsx:4  imports "../components/total"')
    assert.include(message, '  resources/components/total.tsx:1  imports "#models/product"')
    assert.include(message, "1 | import Product from '#models/product'")
  })

  test('fails on {0}')
    .with([
      [
        'a server package in the layout',
        { 'resources/layouts/default.tsx': "import knex from 'knex'\nexport default () => knex()" },
        '  resources/layouts/default.tsx:1  imports "knex"',
      ],
      [
        'a module of Node.js in the entry',
        { 'resources/app.tsx': "import { readFileSync } from 'node:fs'\nreadFileSync('x')" },
        '  resources/app.tsx:1  imports "node:fs"',
      ],
      [
        'the source of a state',
        { 'resources/app.tsx': "import s from '../app/states/cart_state.ts?raw'\nconsole.log(s)" },
        'leads to the source of "app/states/cart_state.ts"',
      ],
      [
        'an export of a state file that is not a state',
        {
          'app/states/cart_state.ts': 'export const TAX = 1\nexport default class CartState {}',
          'resources/components/total.tsx':
            "import { TAX } from '#states/cart_state'\nexport default () => <p>{TAX}</p>",
        },
        'E_SERVER_ONLY_EXPORT: "resources/components/total.tsx" imports "TAX" from the state file',
      ],
      [
        'a state file without an id',
        { 'app/states/cart_state.ts': 'export default class {}' },
        'E_STATE_FILE: Cannot use the state file "app/states/cart_state.ts": a state class needs a name',
      ],
      [
        'metadata that is not a literal',
        {
          'resources/pages/home.tsx':
            "import { page } from 'reflex-adonis/react'\nexport default page({ route: home }, () => 1)",
        },
        'E_PAGE_METADATA: Cannot read the metadata of the page "resources/pages/home.tsx"',
      ],
    ] as [string, Record<string, string>, string][])
    .run(async ({ assert, fs }, [, changes, says]) => {
      await writeApplication(fs, changes)
      assert.include(await buildFailure(fs), says)
    })

  test('takes server modules that are imported for their types', async ({ assert, fs }) => {
    await writeApplication(fs, {
      'resources/components/total.tsx': [
        "import Product from '#models/product'",
        "import type CartState from '#states/cart_state'",
        'export default (props: { of: Product; cart: CartState }) => <p>{String(props.of)}</p>',
      ].join('\n'),
    })
    assert.include(chunk(await buildApplication(fs), 'cart').code, 'String(props.of)')
  })

  test('follows aliases of Vite and options of its own', async ({ assert, fs }) => {
    await writeApplication(fs, {
      'resources/pages/cart.tsx': '',
      'ui/cart.page.tsx': [
        "import { page, useReflex } from 'reflex-adonis/react'",
        "import CartState from '@/states/cart_state'",
        "export default page({ route: '/cart' }, () => useReflex(CartState).total)",
      ].join('\n'),
      'resources/app.tsx':
        "import { createApp } from 'reflex-adonis/react'\ncreateApp(import.meta.glob('../ui/*.page.tsx'))",
    })
    const output = await buildApplication(
      fs,
      { resolve: { alias: { '@': `${fs.basePath}/app` } } },
      { pages: ['ui/*.page.tsx'] }
    )
    assert.deepInclude(manifest(output).pages[0], {
      id: 'ui/cart.page.tsx',
      states: ['CartState'],
      chunk: chunk(output, 'cart.page').fileName,
    })
    assert.include(chunk(output, 'cart.page').code, 'stateReference("CartState")')
  })

  test('sees through resolvers that only Vite knows', async ({ assert, fs }) => {
    await writeApplication(fs, {
      'resources/components/total.tsx':
        "import { Wishes } from '~app/states/cart_state'\nexport default () => <p>{Wishes.id}</p>",
      'resources/pages/home.tsx': [
        "import { page } from 'reflex-adonis/react'",
        "export default page({ route: '/' }, () => null)",
      ].join('\n'),
    })
    const resolver = {
      name: 'resolver',
      resolveId: (id: string) =>
        id.startsWith('~app/') ? id.replace('~app', `${fs.basePath}/app`) + '.ts' : null,
    }
    const { logger, lines } = recordingLogger()
    const output = await buildApplication(fs, {
      customLogger: logger,
      logLevel: 'warn',
      plugins: [resolver],
    })
    assert.include(chunk(output, 'cart').code, 'stateReference("wishes")')
    assert.include(
      lines.join('\n'),
      'The server cannot follow "~app/states/cart_state" in resources/components/total.tsx'
    )

    await fs.create(
      'resources/components/total.tsx',
      "import Product from '~app/models/product'\nexport default () => <p>{Product.table}</p>"
    )
    const message = await buildFailure(fs, { plugins: [resolver] })
    assert.include(message, '  resources/components/total.tsx:1  imports "~app/models/product"')
  })
})
