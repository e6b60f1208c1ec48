/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { execa } from 'execa'
import getPort from 'get-port'
import { root } from '../../bin/support/processes.ts'
import { DemoCopy } from '../helpers/demo_copy.ts'

/** Something that is wrong with an application. */
interface Mistake {
  what: string
  files: Record<string, string>
  code: string
  /** File and line. */
  place: string
  remedy: string
}

const page = (options: string) =>
  `import { page } from 'reflex-adonis/react'\n\nexport default page(${options}, () => null)\n`

const MISTAKES: Mistake[] = [
  {
    what: 'metadata that is not literal',
    files: {
      'resources/pages/offers.tsx': `import { page } from 'reflex-adonis/react'
const base = '/offers'
export default page(
  { route: base },
  () => null
)
`,
    },
    code: 'E_PAGE_METADATA',
    place: 'resources/pages/offers.tsx:4',
    remedy: 'so write the value itself',
  },
  {
    what: 'two pages with one route',
    files: { 'resources/pages/offers.tsx': page("{ route: '/about' }") },
    code: 'E_DUPLICATE_PAGE_ROUTE',
    place: 'resources/pages/offers.tsx:3',
    remedy: 'Give one of them another route',
  },
  {
    what: 'two states with one id',
    files: {
      'app/states/offers/cart_state.ts':
        "import { State } from 'reflex-adonis'\n\nexport default class CartState extends State {}\n",
    },
    code: 'E_DUPLICATE_STATE',
    place: 'app/states/offers/cart_state.ts:3',
    remedy: 'Give one of them another id with `static id',
  },
  {
    what: 'a page that imports a model',
    files: {
      'resources/pages/offers.tsx': `import { page } from 'reflex-adonis/react'
import Product from '#models/product'

export default page({ route: '/offers' }, () => <p>{Product.table}</p>)
`,
    },
    code: 'E_SERVER_ONLY_IMPORT',
    place: 'resources/pages/offers.tsx:2',
    remedy: 'Move what needs the server into an event of a state',
  },
]

test.group('Mistakes in an application', (group) => {
  const demo = new DemoCopy()

  group.setup(async () => {
    await demo.create()
    return () => demo.end()
  })

  /** Starts the HTTP server, which must not come up. */
  async function boot(): Promise<string> {
    const { all, exitCode } = await execa('node', ['--import=@poppinss/ts-exec', 'bin/server.ts'], {
      cwd: demo.folder,
      env: { ...demo.environment(await getPort()), NODE_ENV: 'test', NO_COLOR: '1' },
      all: true,
      reject: false,
      timeout: 20_000,
    })
    if (exitCode !== 1) throw new Error(`Expected the server not to start:\n${all}`)
    return all
  }

  async function build(): Promise<string> {
    const { all, exitCode } = await execa('vite', ['build'], {
      cwd: demo.folder,
      env: { NODE_ENV: 'production', NO_COLOR: '1' },
      preferLocal: true,
      localDir: root,
      all: true,
      reject: false,
      timeout: 20_000,
    })
    if (exitCode !== 1) throw new Error(`Expected the build to fail:\n${all}`)
    return all
  }

  test('{what} is told at boot and at the build, with place and remedy')
    .with(MISTAKES)
    .run(async ({ assert, cleanup }, { files, code, place, remedy }) => {
      for (const [file, contents] of Object.entries(files)) {
        await demo.write(file, contents)
        cleanup(() => demo.remove(file))
      }
      const told = await Promise.all([boot(), build()])
      for (const text of told) {
        const line = text.replaceAll(/\s+/g, ' ')
        assert.include(line, place)
        assert.include(line, remedy)
      }
      assert.include(told[1], code)
    })

  test('an unknown middleware is told at boot, with place and remedy', async ({
    assert,
    cleanup,
  }) => {
    await demo.write(
      'resources/pages/offers.tsx',
      page("{ route: '/offers', middleware: ['vip'] }")
    )
    cleanup(() => demo.remove('resources/pages/offers.tsx'))
    const text = (await boot()).replaceAll(/\s+/g, ' ')
    assert.include(text, 'resources/pages/offers.tsx:3 names the middleware "vip"')
    assert.include(text, 'Register it with router.named() in start/kernel.ts')
  })
})
