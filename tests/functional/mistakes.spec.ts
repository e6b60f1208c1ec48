/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { execa } from 'execa'
import getPort from 'get-port'
import { reachable, root, TYPESCRIPT } from '../../bin/support/processes.ts'
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
    const { all, exitCode } = await execa('node', [TYPESCRIPT, 'bin/server.ts'], {
      cwd: demo.folder,
      env: { ...demo.environment(await getPort()), NODE_ENV: 'test', NO_COLOR: '1' },
      all: true,
      reject: false,
      timeout: 20_000,
    })
    if (exitCode !== 1) throw new Error(`Expected the server not to start:\n${all}`)
    return all
  }

  /** What a server that has come up answers. */
  async function visit(path: string): Promise<{ status: number; text: string }> {
    const port = await getPort()
    const server = execa('node', [TYPESCRIPT, 'bin/server.ts'], {
      cwd: demo.folder,
      env: { ...demo.environment(port), NODE_ENV: 'test', NO_COLOR: '1' },
      reject: false,
    })
    try {
      await Promise.race([reachable(`http://localhost:${port}`), server])
      const response = await fetch(`http://localhost:${port}${path}`)
      return { status: response.status, text: await response.text() }
    } finally {
      server.kill('SIGKILL')
      await server
    }
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

  test('pages that are mounted before the application has started are told at boot', async ({
    assert,
    cleanup,
  }) => {
    const provider = `import type { ApplicationService } from '@adonisjs/core/types'

export default class EarlyProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const reflex = await this.app.container.make('reflex')
    reflex.mount()
  }
}
`
    const last = "    () => import('reflex-adonis/reflex_provider'),\n"
    const early = "    () => import('./providers/early_provider.ts'),\n"
    await demo.write('providers/early_provider.ts', provider)
    await demo.replace('adonisrc.ts', last, `${last}${early}`)
    cleanup(async () => {
      await demo.remove('providers/early_provider.ts')
      await demo.replace('adonisrc.ts', early, '')
    })
    const text = (await boot()).replaceAll(/\s+/g, ' ')
    assert.include(text, 'Cannot mount pages before the application has started')
    assert.include(text, 'in a preload file such as start/routes.ts')
  })

  test('a class that only looks like a state is told at boot, with its file', async ({
    assert,
    cleanup,
  }) => {
    await demo.write('app/services/parcel.ts', 'export class Parcel {}\n')
    await demo.write(
      'app/states/parcel_state.ts',
      "import { Parcel } from '#services/parcel'\n\nexport default class ParcelState extends Parcel {}\n"
    )
    cleanup(async () => {
      await demo.remove('app/states/parcel_state.ts')
      await demo.remove('app/services/parcel.ts')
    })
    const text = (await boot()).replaceAll(/\s+/g, ' ')
    assert.include(text, '"app/states/parcel_state.ts" exports no state class "default"')
    assert.include(text, 'A state class extends State, AppState or another state')
  })

  test('a page without Edge is refused with what is missing', async ({ assert, cleanup }) => {
    const edge = "    () => import('@adonisjs/core/providers/edge_provider'),\n"
    await demo.replace('adonisrc.ts', edge, '')
    cleanup(() => demo.replace('adonisrc.ts', '  providers: [\n', `  providers: [\n${edge}`))
    const { status, text } = await visit('/about')
    assert.equal(status, 500)
    assert.include(text, '@adonisjs/core/providers/edge_provider')
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
