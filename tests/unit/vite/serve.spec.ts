/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { SourceMap } from 'node:module'
import type { SourceMapPayload } from 'node:module'
import { join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { resolveConfig } from 'vite'
import type { HotPayload, ViteDevServer } from 'vite'
import reflex from '../../../src/vite/main.ts'
import { APPLICATION, recordingLogger, serveApplication, writeApplication } from './application.ts'

/** What an error carries for Vite's overlay. */
interface OverlayError extends Error {
  id?: string
  frame?: string
  loc?: { line: number; column: number }
}

async function transform(server: ViteDevServer, url: string): Promise<string> {
  const result = await server.environments.client.transformRequest(url)
  return result!.code
}

async function transformFailure(server: ViteDevServer, url: string): Promise<OverlayError> {
  try {
    await transform(server, url)
  } catch (error) {
    return error as OverlayError
  }
  throw new Error('Expected a failure')
}

test.group('Vite plugin | development', () => {
  test('gives both environments stubs in place of states', async (context) => {
    await writeApplication(context.fs)
    const server = await serveApplication(context)
    for (const environment of [server.environments.client, server.environments.ssr]) {
      const { code } = (await environment.transformRequest('/app/states/cart_state.ts'))!
      context.assert.match(code, /stateReference\)?\("CartState"\)/)
      context.assert.match(code, /stateReference\)?\("wishes"\)/)
      for (const name of ['default', 'WishState', 'Wishes']) context.assert.include(code, name)
      context.assert.notInclude(code, 'server-secret')

      const page = (await environment.transformRequest('/resources/pages/cart.tsx'))!.code
      context.assert.notInclude(page, 'only-for-staff')
      context.assert.notInclude(page, 'load_state')
    }
  })

  test('names the component of a page, so that React Fast Refresh keeps its state', async (context) => {
    const pages = [
      ['export default page({ route: "/x" }, () => <p />)', 'Item1'],
      ['export default page({ route: "/x" }, async function () { return <p /> })', 'Item2'],
      ['const Item3 = 1\nexport default page({ route: "/x" }, () => <p />)', 'Item3Page'],
      ['const Cart = page({ route: "/x" }, () => <p />)\nexport default Cart', 'Cart'],
      ['export default (page({ route: "/x" }, ((() => <p />))) satisfies unknown)', 'Item5'],
      ['function Cart() { return <p /> }\nexport default page({ route: "/x" }, Cart)', 'Cart'],
      [
        'import { memo } from "react"\nexport default page({ route: "/x" }, memo(() => <p />))',
        'Item7',
      ],
      ['export default page({\n\n route: "/x"\n},\n\n// the page\n() => <p />);', 'Item8'],
    ]
    await writeApplication(
      context.fs,
      Object.fromEntries(
        pages.map(([source], index) => [
          `resources/pages/item-${index + 1}.tsx`,
          `import { page } from 'reflex-adonis/react'\n${source}`,
        ])
      )
    )
    const server = await serveApplication(context)
    for (const [index, [source, name]] of pages.entries()) {
      const code = await transform(server, `/resources/pages/item-${index + 1}.tsx`)
      context.assert.match(code, new RegExp(`\\$RefreshReg\\$\\(_c\\d?, "${name}"\\)`), source)
      context.assert.match(code, new RegExp(`export default ${name};`), source)
      context.assert.notMatch(code, /route|reflex-adonis\/react/, source)
    }
  })

  test('leaves other variables beside a page alone', async (context) => {
    await writeApplication(context.fs, {
      'resources/pages/home.tsx': [
        "import { page } from 'reflex-adonis/react'",
        "const Home = page({ route: '/' }, () => <h1>{other}</h1>), other = 'other'",
        'export { Home as default }',
      ].join('\n'),
    })
    const server = await serveApplication(context)
    const code = await transform(server, '/resources/pages/home.tsx')
    context.assert.match(code, /const Home = \(\) =>[^]*, other = ["']other["']/)
    context.assert.match(code, /export \{ Home as default \}/)
  })

  test('keeps lines and columns of a page', async (context) => {
    const source = APPLICATION['resources/pages/cart.tsx']
    await writeApplication(context.fs)
    const server = await serveApplication(context)
    const result = await server.environments.client.transformRequest('/resources/pages/cart.tsx')

    const map = new SourceMap(result!.map as unknown as SourceMapPayload)
    const lines = result!.code.split('\n')
    const line = lines.findIndex((text) => text.includes('useReflex(CartState)'))
    const entry = map.findEntry(line, lines[line].indexOf('useReflex('))
    const before = source.slice(0, source.indexOf('useReflex(CartState)')).split('\n')
    context.assert.deepInclude(entry, {
      originalLine: before.length - 1,
      originalColumn: before.at(-1)!.length,
    })
  })

  test('shows the way to server code in the overlay', async (context) => {
    await writeApplication(context.fs, {
      'resources/components/total.tsx': "\nimport Product from '#models/product'\nProduct.all()",
    })
    const server = await serveApplication(context)
    const error = await transformFailure(server, '/resources/components/total.tsx')
    context.assert.include(
      error.message,
      'E_SERVER_ONLY_IMPORT: "resources/pages/cart.tsx" leads to'
    )
    context.assert.include(error.message, '  resources/pages/cart.tsx:4  imports')
    context.assert.include(error.message, '  resources/components/total.tsx:2  imports')
    context.assert.match(error.id!, /resources\/components\/total\.tsx$/)
    context.assert.deepInclude(error.loc, { line: 2, column: 20 })
    context.assert.include(error.frame, "2 | import Product from '#models/product'")
  })

  test('shows in the overlay what is wrong with metadata', async (context) => {
    await writeApplication(context.fs, {
      'resources/pages/home.tsx':
        "import { page } from 'reflex-adonis/react'\nexport default page({ route: home }, () => 1)",
    })
    const server = await serveApplication(context)
    const error = await transformFailure(server, '/resources/pages/home.tsx')
    context.assert.include(error.message, 'E_PAGE_METADATA: Cannot read the metadata of the page')
    context.assert.deepInclude(error.loc, { line: 2, column: 29 })
  })

  test('lets server code be server code in the server environment', async (context) => {
    await writeApplication(context.fs, {
      'resources/ssr.tsx': "import { join } from 'node:path'\nexport default join('a', 'b')",
    })
    const server = await serveApplication(context)
    const { code } = (await server.environments.ssr.transformRequest('/resources/ssr.tsx'))!
    context.assert.include(code, 'node:path')
  })

  test('bundles one React ahead, and nothing that only states import', async (context) => {
    await writeApplication(context.fs, {
      'app/states/cart_state.ts':
        "import knex from 'knex'\nexport default class CartState { db = knex }\nexport class Wishes {}",
      'resources/components/total.tsx':
        "import { DateTime } from 'luxon'\nexport default () => <p>{DateTime.now().year}</p>",
    })
    const server = await serveApplication(context, {
      optimizeDeps: {},
      build: { rolldownOptions: { input: ['resources/app.tsx'] } },
    })
    const { depsOptimizer, config } = server.environments.client
    await depsOptimizer!.scanProcessing
    const { discovered, optimized } = depsOptimizer!.metadata
    const found = Object.keys({ ...discovered, ...optimized })
    context.assert.includeMembers(found, ['react', 'react-dom/client', 'react-router', 'luxon'])
    for (const name of ['knex', 'reflex-adonis/react']) context.assert.notInclude(found, name)
    context.assert.includeMembers(config.resolve.dedupe, ['react', 'react-dom', 'react-router'])
    const { noExternal } = server.environments.ssr.config.resolve
    context.assert.deepEqual(noExternal, ['reflex-adonis'])
    // The files that are bundled go away with the test
    const { discovered: pending, optimized: ready } = depsOptimizer!.metadata
    await Promise.all(Object.values({ ...pending, ...ready }).map(({ processing }) => processing))
  })

  test('updates browsers when a page changes, not when a state does', async (context) => {
    await writeApplication(context.fs)
    const server = await serveApplication(context)
    const { client } = server.environments
    await transform(server, '/resources/app.tsx')
    await transform(server, '/resources/pages/cart.tsx')
    await transform(server, '/app/states/cart_state.ts')

    const updates: string[] = []
    const updated = Promise.withResolvers<void>()
    client.hot.send = (payload: HotPayload | string) => {
      if (typeof payload === 'string' || payload.type === 'connected') return
      updates.push(
        ...(payload.type === 'update' ? payload.updates.map(({ path }) => path) : [payload.type])
      )
      if (updates.includes('/resources/pages/cart.tsx')) updated.resolve()
    }

    const state = APPLICATION['app/states/cart_state.ts']
    const changed = once(server.watcher, 'change')
    await context.fs.create('app/states/cart_state.ts', `${state}\nexport class NewState {}`)
    await changed
    const page = APPLICATION['resources/pages/cart.tsx']
    await context.fs.create('resources/pages/cart.tsx', page.replace('items', 'things'))
    await updated.promise

    context.assert.deepEqual(updates, ['/resources/pages/cart.tsx'])
    // A file that is written has a change while it is empty, and another one when it is not
    const stub = () => transform(server, '/app/states/cart_state.ts')
    while (!(await stub()).includes('"NewState"')) await setTimeout(20)
  })
})

test.group('Vite plugin | registry', (group) => {
  const send = process.send
  group.each.teardown(() => {
    process.send = send
  })

  /** Receives what the plugin sends to the parent process. */
  function parent() {
    const messages: unknown[] = []
    let received = Promise.withResolvers<void>()
    process.send = (message: unknown) => {
      messages.push(message)
      received.resolve()
      received = Promise.withResolvers()
      return true
    }
    return { messages, next: () => received.promise }
  }

  test('has the server start again when {what}')
    .with([
      {
        what: 'the metadata of a page changes',
        file: 'resources/pages/home.tsx',
        contents: APPLICATION['resources/pages/home.tsx'].replace("'/'", "'/home'"),
      },
      {
        what: 'a page is added',
        file: 'resources/pages/new/page.tsx',
        contents: APPLICATION['resources/pages/home.tsx'].replace("'/'", "'/new'"),
      },
      { what: 'a page is removed', file: 'resources/pages/home.tsx', contents: undefined },
      {
        what: 'a state is added',
        file: 'app/other/new_state.ts',
        contents: 'export default class NewState {}',
      },
      {
        what: 'a page reaches another state',
        file: 'resources/components/total.tsx',
        contents: "import Load from '#states/load_state'\nexport default () => useReflex(Load)",
      },
    ])
    .run(async (context, { file, contents }) => {
      await writeApplication(context.fs)
      const { messages, next } = parent()
      const received = next()
      const server = await serveApplication(context)
      if (contents === undefined) await context.fs.remove(file)
      else await context.fs.create(file, contents)
      await received

      context.assert.deepEqual(messages, [
        {
          type: 'hot-hook:full-reload',
          path: `${server.config.root}/adonisrc.ts`,
          shouldBeReloadable: true,
        },
      ])
    })

  test('has nothing start again when components and bodies of states change', async (context) => {
    await writeApplication(context.fs)
    const { messages, next } = parent()
    await serveApplication(context)

    const received = next()
    const page = APPLICATION['resources/pages/cart.tsx']
    await context.fs.create('resources/pages/cart.tsx', `\n${page.replace('items', 'things')}`)
    const state = APPLICATION['app/states/cart_state.ts']
    await context.fs.create('app/states/cart_state.ts', state.replace('server-secret', 'other'))
    await Promise.race([received, setTimeout(300)])
    context.assert.deepEqual(messages, [])
  })

  test('does not watch what the server writes, and ignores what else is to be ignored', async (context) => {
    const { fs, assert } = context
    await writeApplication(fs, {
      'tmp/reflex/tab': '',
      'resources/tmp/kept.css': '',
      'notes/n': '',
    })
    const server = await serveApplication(context, {
      server: { watch: { ignored: ['**/notes/**'] } },
    })
    const watched = Object.keys(server.watcher.getWatched()).map((path) =>
      relative(fs.basePath, path)
    )
    assert.include(watched, join('resources', 'tmp'))
    assert.isEmpty(watched.filter((path) => /^(tmp|notes)/.test(path)))
  })

  test('watches nothing where nothing is to be watched', async ({ fs, assert }) => {
    await writeApplication(fs)
    const inline = { root: fs.basePath, plugins: [reflex()], server: { watch: null } }
    const config = await resolveConfig({ ...inline, configFile: false }, 'serve')
    assert.isNull(config.server.watch)
  })

  test('reports an error between pages and goes on', async (context) => {
    await writeApplication(context.fs)
    const { messages, next } = parent()
    const { logger, lines } = recordingLogger()
    const server = await serveApplication(context, { customLogger: logger, logLevel: 'info' })

    const reported = Promise.withResolvers<HotPayload>()
    server.environments.client.hot.send = (payload: HotPayload | string) => {
      if (typeof payload !== 'string' && payload.type === 'error') reported.resolve(payload)
    }
    const home = APPLICATION['resources/pages/home.tsx']
    await context.fs.create('resources/pages/other.tsx', home)
    const payload = await reported.promise

    const says =
      'Two pages have the route "/": resources/pages/home.tsx:2 and resources/pages/other.tsx:2'
    context.assert.include(JSON.stringify(payload), JSON.stringify(says).slice(1, -1))
    context.assert.include(lines.join('\n'), says)
    context.assert.deepEqual(messages, [])

    const restarted = next()
    await context.fs.create('resources/pages/other.tsx', home.replace("'/'", "'/other'"))
    await restarted
    context.assert.lengthOf(messages, 1)
  })
})
