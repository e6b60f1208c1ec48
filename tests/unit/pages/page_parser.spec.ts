/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FileSystem } from '@japa/file-system'
import { test } from '@japa/runner'
import { createScanner, failure, stateSource } from './application.ts'

const FILE = 'resources/pages/cart.tsx'

async function scanPage(fs: FileSystem, ...lines: string[]) {
  const scanner = await createScanner(fs, {
    [FILE]: lines.join('\n'),
    'app/states/cart_state.ts': stateSource('CartState'),
    'app/states/many_state.ts': [
      'class First {}',
      "export class Second { static id = 'second' }",
      'export { First as default }',
    ].join('\n'),
    'resources/helpers.ts': 'export const CartState = 1',
  })
  const { pages } = await scanner.scan()
  return pages[0]
}

const IMPORT = "import { page } from 'reflex-adonis/react'"

test.group('Page parser', () => {
  test('reads all metadata without running the page', async ({ assert, fs }) => {
    const page = await scanPage(
      fs,
      IMPORT,
      "import CartState from '#states/cart_state'",
      'throw new Error("this file was run")',
      'export default page(',
      '  {',
      "    route: '/shops/:shop/cart',",
      '    title: `Cart`,',
      "    name: 'cart',",
      "    middleware: ['auth', ['throttle', { limit: -1.5, by: ['ip', null], on: true }]],",
      "    onLoad: [CartState, 'load'],",
      '    ssr: false,',
      '    cache: true,',
      '  },',
      '  () => <p>Cart</p>',
      ')'
    )
    assert.deepEqual(page, {
      id: FILE,
      file: page.file,
      route: '/shops/:shop/cart',
      name: 'cart',
      title: 'Cart',
      middleware: [['auth'], ['throttle', { limit: -1.5, by: ['ip', null], on: true }]],
      onLoad: [{ state: 'CartState', event: 'load' }],
      states: ['CartState'],
      ssr: false,
      cache: true,
      line: 4,
    })
    assert.match(page.file!, /\/resources\/pages\/cart\.tsx$/)
  })

  test('gives a page that says only its route the usual metadata', async ({ assert, fs }) => {
    const page = await scanPage(fs, IMPORT, "export default page({ route: '/' }, () => null)")
    assert.deepInclude(page, { name: 'cart', middleware: [], onLoad: [], states: [], ssr: true })
    assert.notProperty(page, 'title')
    assert.notProperty(page, 'cache')
  })

  test('finds the call in {$self}')
    .with([
      "const Cart = page({ route: '/c' }, () => null)\nexport default Cart",
      "export const Cart = page({ route: '/c' }, () => null)\nexport { Cart as default }",
      "export default page({ route: '/c' } as const, () => null)",
      "export default (page({ 'route': ('/c') } satisfies object, () => null))",
      "export default page<object>({ route: '/c' as string }, function Cart() { return null })",
      "const Cart = () => null\nexport default page({ route: '/c' }, Cart)",
    ])
    .run(async ({ assert, fs }, code) => {
      const page = await scanPage(fs, IMPORT, code)
      assert.equal(page.route, '/c')
    })

  test('knows page() by the name that the file gives it', async ({ assert, fs }) => {
    const page = await scanPage(
      fs,
      "import { page as definePage } from 'reflex-adonis/react'",
      "export default definePage({ route: '/c' }, () => null)"
    )
    assert.equal(page.route, '/c')
  })

  test('resolves states of onLoad through default, named and renamed imports', async ({
    assert,
    fs,
  }) => {
    const page = await scanPage(
      fs,
      IMPORT,
      "import First, { Second as Other } from '../../app/states/many_state.ts'",
      "export default page({ route: '/c', onLoad: [[First, 'load'], [Other, 'open']] }, () => null)"
    )
    assert.deepEqual(page.onLoad, [
      { state: 'First', event: 'load' },
      { state: 'second', event: 'open' },
    ])
  })

  test('refuses {what}')
    .with([
      {
        what: 'a variable as the title',
        code: "const title = 'Cart'\nexport default page({ route: '/c', title }, () => null)",
        at: '3:36',
        says: /a variable is not allowed here.*write the value itself/,
      },
      {
        what: 'a call as a value',
        code: "export default page({ route: '/c', title: t('cart') }, () => null)",
        at: '2:43',
        says: /a call is not allowed here/,
      },
      {
        what: 'a template with an expression',
        code: 'export default page({ route: `/${base}/c` }, () => null)',
        at: '2:30',
        says: /a template with an expression/,
      },
      {
        what: 'a spread',
        code: "export default page({ route: '/c', ...shared }, () => null)",
        at: '2:36',
        says: /a spread is not allowed here/,
      },
      {
        what: 'a computed key',
        code: "export default page({ route: '/c', [key]: 1 }, () => null)",
        at: '2:37',
        says: /a computed key is not allowed here/,
      },
      {
        what: 'metadata in a variable',
        code: "const options = { route: '/c' }\nexport default page(options, () => null)",
        at: '3:21',
        says: /write the object itself: page\(\{ route: '\/…' \}, Component\)/,
      },
      {
        what: 'an unknown key',
        code: "export default page({ route: '/c', middlewares: [] }, () => null)",
        at: '2:36',
        says: /"middlewares" is not an option of a page\. Its options are route, title, name, middleware, onLoad, ssr, cache/,
      },
      {
        what: 'a key that is given twice',
        code: "export default page({ route: '/c', route: '/d' }, () => null)",
        at: '2:36',
        says: /"route" is given twice\. Remove one/,
      },
      {
        what: 'a title that is not a string',
        code: "export default page({ route: '/c', title: 5 }, () => null)",
        at: '2:43',
        says: /"title" has to be a string, and is a number/,
      },
      {
        what: 'ssr that is not a boolean',
        code: "export default page({ route: '/c', ssr: 'no' }, () => null)",
        at: '2:41',
        says: /"ssr" has to be true or false, and is a string/,
      },
      {
        what: 'cache that is not a boolean',
        code: "export default page({ route: '/c', cache: 1 }, () => null)",
        at: '2:43',
        says: /"cache" has to be true or false, and is a number/,
      },
      {
        what: 'an empty name',
        code: "export default page({ route: '/c', name: '' }, () => null)",
        at: '2:42',
        says: /"name" is empty\. Leave it out/,
      },
      {
        what: 'a missing route',
        code: "export default page({ title: 'Cart' }, () => null)",
        at: '2:21',
        says: /the route is missing\. Add one, such as route: '\/cart'/,
      },
      {
        what: 'a route without a slash',
        code: "export default page({ route: 'cart' }, () => null)",
        at: '2:30',
        says: /has to start with a slash: "\/cart"/,
      },
      {
        what: 'a route with a query',
        code: "export default page({ route: '/cart?a=1' }, () => null)",
        at: '2:30',
        says: /has to be a path/,
      },
      {
        what: 'middleware that is not a list',
        code: "export default page({ route: '/c', middleware: 'auth' }, () => null)",
        at: '2:48',
        says: /"middleware" has to be a list of names.*\['auth', \['throttle', \{ limit: 10 \}\]\]/,
      },
      {
        what: 'middleware with a number for its name',
        code: "export default page({ route: '/c', middleware: [[1, {}]] }, () => null)",
        at: '2:49',
        says: /"middleware" has to be a list of names/,
      },
      {
        what: 'onLoad without an event',
        code: "import CartState from '#states/cart_state'\nexport default page({ route: '/c', onLoad: [CartState] }, () => null)",
        at: '3:44',
        says: /"onLoad" has to be a state and the name of one of its events, \[CartState, 'load'\]/,
      },
      {
        what: 'onLoad with a name that is not imported',
        code: "class Cart {}\nexport default page({ route: '/c', onLoad: [Cart, 'load'] }, () => null)",
        at: '3:45',
        says: /"onLoad" names "Cart", which is not imported\. Import a state class from the file/,
      },
      {
        what: 'onLoad with an import that is not a state',
        code: "import { CartState } from '../helpers'\nexport default page({ route: '/c', onLoad: [CartState, 'load'] }, () => null)",
        at: '3:45',
        says: /"onLoad" names "CartState", but "\.\.\/helpers" is not a state file/,
      },
      {
        what: 'onLoad with an export that a state file does not have',
        code: "import { Third } from '#states/many_state'\nexport default page({ route: '/c', onLoad: [Third, 'load'] }, () => null)",
        at: '3:45',
        says: /but "app\/states\/many_state\.ts" exports no state class "Third"/,
      },
      {
        what: 'a page without a component',
        code: "export default page({ route: '/c' })",
        at: '2:16',
        says: /the component is missing\. Write page\(/,
      },
      {
        what: 'a page without arguments',
        code: 'export default page()',
        at: '2:16',
        says: /the options are missing/,
      },
      {
        what: 'a third argument',
        code: "export default page({ route: '/c' }, () => null, 1)",
        at: '2:50',
        says: /page\(\) takes two arguments/,
      },
      {
        what: 'a file whose default export is a component',
        code: 'export default function Cart() { return null }',
        at: '2:16',
        says: /the default export is not a call of page\(\).*or move the file out of the pages folder/,
      },
      {
        what: 'a file without a default export',
        code: "export const cart = page({ route: '/c' }, () => null)",
        at: '1:1',
        says: /the default export is not a call of page\(\)/,
      },
    ])
    .run(async ({ assert, fs }, { code, at, says }) => {
      const error = await failure(scanPage(fs, IMPORT, code))
      assert.equal(error.code, 'E_PAGE_METADATA')
      assert.match(
        error.message,
        /^Cannot read the metadata of the page "resources\/pages\/cart\.tsx": /
      )
      assert.match(error.message, says)
      assert.include(error.message, `at ${FILE}:${at}\n`)

      const [line, column] = at.split(':').map(Number)
      const text = [IMPORT, ...code.split('\n')][line - 1]
      const mark = `${' '.repeat(String(line).length)} | ${' '.repeat(column - 1)}^`
      assert.isTrue(error.message.endsWith(`\n\n${line} | ${text}\n${mark}`))
    })

  test('refuses a page() of another module', async ({ assert, fs }) => {
    const error = await failure(
      scanPage(
        fs,
        "import { page } from './page'",
        "export default page({ route: '/c' }, () => null)"
      )
    )
    assert.equal(error.code, 'E_PAGE_METADATA')
    assert.include(error.message, "Import page from 'reflex-adonis/react'")
  })

  test('tells where a page has a syntax error', async ({ assert, fs }) => {
    const error = await failure(
      scanPage(fs, IMPORT, "export default page({ route: '/c' }, () => <p>)")
    )
    assert.equal(error.code, 'E_SOURCE_SYNTAX')
    assert.match(
      error.message,
      /^Cannot read "resources\/pages\/cart\.tsx", it has a syntax error: /
    )
    assert.match(error.message, /at resources\/pages\/cart\.tsx:2:\d+\n\n2 \| export default page/)
  })
})
