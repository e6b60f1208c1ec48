/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from '@japa/runner'
import { PageScanner } from '../../../src/discovery/main.ts'
import { createScanner, failure, pageSource, stateSource, writeApplication } from './application.ts'

test.group('Page scanner', () => {
  test('finds nothing in an application that has nothing', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {})
    assert.deepEqual(await scanner.scan(), { pages: [], states: [] })
  })

  test('lists the texts that may be keys of messages which a page shows', async ({
    assert,
    fs,
  }) => {
    const hook = `import { useI18n } from 'reflex-adonis/react'`
    const scanner = await createScanner(fs, {
      'resources/app.tsx': `import './layout'`,
      'resources/layout.tsx': `${hook}\nexport const title = () => useI18n().t('site.title')`,
      'resources/tabs.ts': [
        `import type { MessageKey } from 'reflex-adonis/react'`,
        `export const tabs: MessageKey[] = ['tabs.first', 'tabs.second']`,
      ].join('\n'),
      'resources/plain.ts': `export const words = ['not.mine', \`nor.\${1}\`]`,
      'resources/pages/list.tsx': [
        pageSource(
          '/list',
          `${hook}\nimport { tabs } from '../tabs'\nimport { words } from '../plain'`
        ),
        `type Status = 'type.only'`,
        `const text = ({ t }, s) => t(s ? 'list.one' : \`list.status.\${s}\`) + t(\`\${s}.end\`)`,
        `const shown = ['two words', 'x.', '.x', '/path', 'x*', '*.x', '**.*', tabs, words]`,
        `const named = () => useI18n('from.server.*', 'from.one')`,
      ].join('\n'),
      'resources/pages/other.tsx': pageSource('/other'),
    })
    const { pages } = await scanner.scan()
    const [list, other] = pages.map(({ messages }) => messages)
    const expected = [
      ...['from.one', 'from.server.*', 'list.one', 'list.status.*'],
      ...['site.title', 'tabs.first', 'tabs.second'],
    ]
    assert.includeMembers(list!, expected)
    for (const text of [
      'not.mine',
      'nor.*',
      'type.only',
      'two words',
      'x.',
      '.x',
      '*',
      '/path',
      'x*',
      '*.x',
      '**.*',
    ]) {
      assert.notInclude(list!, text)
    }
    assert.deepEqual(other, ['site.title'])
  })

  test('lists the texts that may be names of routes to which a page leads', async ({
    assert,
    fs,
  }) => {
    const page = (route: string, code: string, imports = '') =>
      `${pageSource(route, imports)}\n${code}`
    const scanner = await createScanner(fs, {
      'resources/app.tsx': `import './layout'`,
      'resources/layout.tsx': `export const Layout = () => <a><Link route="home">Home</Link></a>`,
      'resources/menu.ts': [
        `import './title'`,
        `interface Entry { route: 'typed' | 'home' }`,
        `export const menu: Entry[] = [{ route: 'menu.entry', label: 'Two words' }]`,
      ].join('\n'),
      'resources/title.ts': `export const title = { route: '/path', note: 'title' }`,
      'resources/pages/list.tsx': page(
        '/list',
        'menu.map(String)',
        `import { menu } from '../menu'`
      ),
      'resources/pages/choice.tsx': page(
        '/choice',
        `const link = (old) => <Link route={old ? 'old.place' : 'new.place'} className="wide" />`
      ),
      'resources/pages/call.tsx': page(
        '/call',
        `const go = () => urlFor('called', ['x y'])`,
        `import { urlFor } from 'reflex-adonis/react'`
      ),
      'resources/pages/alias.tsx': page(
        '/alias',
        'const go = () => to(`by.alias`, [`${1}`])',
        `import 'polyfills'\nimport { urlFor as to } from '../urls'`
      ),
      'resources/urls.ts': `export { urlFor } from 'reflex-adonis/react'`,
      'resources/pages/whole.tsx': page(
        '/whole',
        `const go = () => reflex.urlFor('by.whole')`,
        `import * as reflex from 'reflex-adonis/react'`
      ),
      'resources/pages/here.tsx': page('/here', `const { id } = usePage('here')`),
      'resources/pages/none.tsx': page('/none', `const title = 'unused'`),
    })
    const { pages } = await scanner.scan()
    const routes = Object.fromEntries(pages.map((found) => [found.name, found.routes]))
    assert.deepEqual(routes, {
      list: ['home', 'menu.entry'],
      // Whatever stands in a file that leads to a route: the application knows which are names
      choice: ['home', 'new.place', 'old.place', 'wide'],
      call: ['called', 'home'],
      alias: ['by.alias', 'home'],
      whole: ['by.whole', 'home'],
      here: ['home'],
      none: ['home'],
    })
  })

  test('sorts pages and states and names routes after files', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {
      'resources/pages/products/show.tsx': pageSource('/products/:id'),
      'resources/pages/products/index.tsx': pageSource('/products'),
      'resources/pages/index.tsx': pageSource('/'),
      'resources/pages/home.tsx': pageSource('/home'),
      'resources/pages/a/b/c.tsx': pageSource('/a/b/c'),
      'resources/pages/helper.ts': 'export const helper = 1',
      'app/states/b_state.ts': stateSource('BState'),
      'app/cart/a_state.ts': stateSource('AState'),
      'app/cart/state_helper.ts': stateSource('NoState'),
    })
    const { pages, states } = await scanner.scan()
    assert.deepEqual(
      pages.map(({ id, name }) => [id.replace('resources/pages/', ''), name]),
      [
        ['a/b/c.tsx', 'a.b.c'],
        ['home.tsx', 'home'],
        ['index.tsx', 'index'],
        ['products/index.tsx', 'products'],
        ['products/show.tsx', 'products.show'],
      ]
    )
    assert.deepEqual(
      states.map(({ id, file, export: name }) => [id, scanner.paths.id(file), name]),
      [
        ['AState', 'app/cart/a_state.ts', 'default'],
        ['BState', 'app/states/b_state.ts', 'default'],
      ]
    )
  })

  test('takes a file URL as the root and other globs', async ({ assert, fs }) => {
    await writeApplication(fs, {
      'ui/shop/views/cart.tsx': pageSource('/cart', "import S from '#src/cart.state'\nS()"),
      'src/cart.state.ts': 'export default class CartState {}',
      'package.json': JSON.stringify({ imports: { '#src/*': './src/*.ts' } }),
    })
    const scanner = new PageScanner({
      appRoot: pathToFileURL(`${fs.basePath}/`),
      pages: ['./ui/*/views/**/*.tsx'],
      states: ['src/**/*.state.ts'],
    })
    const { pages } = await scanner.scan()
    assert.deepInclude(pages[0], {
      id: 'ui/shop/views/cart.tsx',
      name: 'shop.views.cart',
      states: ['CartState'],
    })
  })

  test('refuses two pages with the routes {0} and {1}')
    .with([
      ['/cart', '/cart'],
      ['/posts/:id', '/posts/:slug'],
      ['/posts/:id?', '/posts/:slug?/'],
      ['/:a/files/:b.pdf', '/:x/files/:y.pdf'],
    ])
    .run(async ({ assert, fs }, [first, second]) => {
      const scanner = await createScanner(fs, {
        'resources/pages/a.tsx': pageSource(first),
        'resources/pages/b.tsx': `\n${pageSource(second)}`,
      })
      const error = await failure(scanner.scan())
      assert.equal(error.code, 'E_DUPLICATE_PAGE_ROUTE')
      assert.include(error.message, `Two pages have the route "${second}"`)
      assert.include(error.message, 'resources/pages/a.tsx:3 and resources/pages/b.tsx:4')
      assert.include(error.message, 'Give one of them another route')
    })

  test('tells routes apart that match different addresses', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {
      'resources/pages/a.tsx': pageSource('/posts/:id'),
      'resources/pages/b.tsx': pageSource('/posts/new'),
      'resources/pages/c.tsx': pageSource('/posts/*'),
      'resources/pages/d.tsx': pageSource('/posts/:id.json'),
      'resources/pages/e.tsx': pageSource('/posts/:id?'),
    })
    const { pages } = await scanner.scan()
    assert.lengthOf(pages, 5)
  })

  test('refuses two pages with one route name', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {
      'resources/pages/posts.tsx': pageSource('/a'),
      'resources/pages/posts/index.tsx': pageSource('/b'),
    })
    const error = await failure(scanner.scan())
    assert.equal(error.code, 'E_DUPLICATE_PAGE_NAME')
    assert.include(error.message, 'Two pages have the route name "posts"')
    assert.include(error.message, 'resources/pages/posts.tsx:3')
    assert.include(error.message, 'resources/pages/posts/index.tsx:3')
    assert.include(error.message, 'Give one of them another with the option "name"')
  })

  test('refuses two states with one id', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {
      'app/a_state.ts': 'export default class CartState {}',
      'app/b_state.ts': "\n\nexport class Other { static id = 'CartState' }",
    })
    const error = await failure(scanner.scan())
    assert.equal(error.code, 'E_DUPLICATE_STATE')
    assert.include(error.message, 'Two states have the id "CartState"')
    assert.include(error.message, 'app/a_state.ts:1 and app/b_state.ts:3')
    assert.include(error.message, "static id = '…'")
  })

  test('a survey goes on after each mistake, and tells it once', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {
      'app/torn_state.ts': 'export default class TornState {',
      'app/a_state.ts': 'export default class CartState {}',
      'app/b_state.ts': "export class Other { static id = 'CartState' }",
      'app/good_state.ts': 'export default class GoodState {}',
      'resources/pages/a.tsx': pageSource('/torn', "export * from '../../app/torn_state.js'"),
      'resources/pages/b.tsx': pageSource('/also', "export * from '../../app/torn_state.js'"),
      'resources/pages/c.tsx': pageSource('/same'),
      'resources/pages/d.tsx': pageSource('/same'),
      'resources/pages/e.tsx': pageSource('/good', "export * from '../../app/good_state.js'"),
    })
    const { pages, states, mistakes } = await scanner.survey()
    assert.deepEqual(
      mistakes.map((error) => (error as Error & { code: string }).code),
      ['E_SOURCE_SYNTAX', 'E_DUPLICATE_STATE', 'E_DUPLICATE_PAGE_ROUTE']
    )
    assert.deepEqual(
      pages.map(({ route }) => route),
      ['/same', '/good']
    )
    assert.deepEqual(
      states.map(({ id }) => id),
      ['GoodState']
    )
    assert.equal((await failure(scanner.scan())).message, mistakes[0].message)
  })

  test('no page is in order where the entry is not', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {
      'resources/app.tsx': "import '#models/product'",
      'app/models/product.ts': '',
      'resources/pages/a.tsx': pageSource('/a'),
    })
    const { pages, mistakes } = await scanner.survey()
    assert.isEmpty(pages)
    assert.include(mistakes[0].message, 'resources/app.tsx')
    assert.lengthOf(mistakes, 1)
  })

  test('sees what changed since the last scan', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, {
      'resources/pages/a.tsx': pageSource('/a', "import '../list'"),
      'resources/list.ts': '',
      'app/states/cart_state.ts': stateSource('CartState'),
    })
    const first = await scanner.scan()
    assert.deepEqual(first.pages[0].states, [])

    await fs.create('resources/list.ts', "import Cart from '#states/cart_state'\nCart()")
    await fs.create('resources/pages/b.tsx', pageSource('/b'))
    const { pages } = await scanner.scan()
    assert.deepEqual(
      pages.map(({ route, states }) => [route, states]),
      [
        ['/a', ['CartState']],
        ['/b', []],
      ]
    )

    await fs.remove('resources/pages/a.tsx')
    const last = await scanner.scan()
    assert.deepEqual(
      last.pages.map(({ route }) => route),
      ['/b']
    )
  })

  test('reads a file again only when it changed', async ({ assert, fs }) => {
    const scanner = await createScanner(fs, { 'resources/pages/a.tsx': pageSource('/a') })
    const file = join(fs.basePath, 'resources/pages/a.tsx')
    await utimes(file, 1000, 1000)
    await scanner.scan()

    await fs.create('resources/pages/a.tsx', pageSource('/b'))
    await utimes(file, 1000, 1000)
    const unchanged = await scanner.scan()
    assert.equal(unchanged.pages[0].route, '/a')

    await utimes(file, 1001, 1001)
    const changed = await scanner.scan()
    assert.equal(changed.pages[0].route, '/b')
  })
})
