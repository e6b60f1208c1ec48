/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { MountedPage, NamedRoutes, PageRegistry } from '../../../src/pages/main.ts'
import type { PageDefinition } from '../../../src/pages/main.ts'
import {
  shadowedPagesCheck,
  unmountedPagesCheck,
  unusedStatesCheck,
} from '../../../src/mount/checks/main.ts'
import { pageSizeCheck } from '../../../src/releases/checks/main.ts'
import { versionsCheck } from '../../../src/scaffolding/checks/main.ts'
import { State } from '../../../src/state/main.ts'
import { Examined, findingsOf, newRouter } from '../../helpers/doctor/examined.ts'

function pageAt(route: string, states: string[] = []): PageDefinition {
  const id = `resources/pages${route === '/' ? '/home' : route.replaceAll(/[:*?]/g, '')}.tsx`
  return { id, route, name: id, middleware: [], onLoad: [], states, ssr: true, line: 4 }
}

/** An application with pages at some of its routes. */
async function withRoutes(
  add: (route: (pattern: string) => void, page: (pattern: string) => void) => void
) {
  const examined = await Examined.create()
  const router = newRouter(examined.app)
  const pages = new PageRegistry(router)
  const named = new NamedRoutes(router, false)
  add(
    (pattern) => void router.get(pattern, () => 'here'),
    (pattern) => {
      const handler = () => 'page'
      router.get(pattern, handler)
      pages.add(handler, new MountedPage(pageAt(pattern), examined.context.states, named))
    }
  )
  router.commit()
  Object.assign(examined.context, { pages })
  return { examined, router, pages }
}

test.group('Doctor | build/shadowed-pages', () => {
  test('finds pages whose address another route answers', async ({ assert }) => {
    const { examined, router } = await withRoutes((route, page) => {
      route('/posts/:id')
      page('/posts/new')
      page('/posts/:slug')
      page('/about')
      route('/:any')
    })
    const found = await examined.run(shadowedPagesCheck(router))
    await examined.remove()
    assert.deepEqual(
      found.map(({ about, line, severity }) => [about, line, severity]),
      [
        ['resources/pages/posts/new.tsx', 4, 'error'],
        ['resources/pages/posts/slug.tsx', 4, 'error'],
      ]
    )
    assert.include(found[0].reason, '/posts/:id')
  })

  test('is content where each page is the first that fits', async ({ assert }) => {
    const { examined, router } = await withRoutes((route, page) => {
      page('/')
      page('/posts/new')
      page('/posts/:id/comments')
      page('/posts/:id?')
      route('/posts/:id')
      page('/files/*')
      route('/files/:name')
      route('/api/about')
      page('/about')
    })
    const found = await examined.run(shadowedPagesCheck(router))
    await examined.remove()
    assert.deepEqual(found, [])
  })

  test('says nothing of routes whose params follow rules', async ({ assert }) => {
    const { examined, router, pages } = await withRoutes(() => {})
    const handler = () => 'page'
    router.get('/orders/:id', () => 'other').where('id', /^\d+$/)
    router.get('/orders/:id', handler).where('id', /^L-\d+$/)
    pages.add(
      handler,
      new MountedPage(
        pageAt('/orders/:id'),
        examined.context.states,
        new NamedRoutes(router, false)
      )
    )
    router.commit()
    const found = await examined.run(shadowedPagesCheck(router))
    await examined.remove()
    assert.deepEqual(found, [])
  })
})

test.group('Doctor | build/unmounted-pages', () => {
  test('finds pages without a route, and no others', async ({ assert }) => {
    const { examined } = await withRoutes((_, page) => page('/about'))
    const definitions = [pageAt('/about'), pageAt('/left')]
    Object.assign(examined.context, { definitions })
    const found = await examined.run(unmountedPagesCheck)
    await examined.remove()
    assert.deepEqual(
      found.map(({ file, line, severity }) => [file, line, severity]),
      [['resources/pages/left.tsx', 4, 'warning']]
    )
  })
})

class ListState extends State {}
class OrdersState extends ListState {}
class LeftState extends State {}

test.group('Doctor | build/unused-states', () => {
  test('finds states that no page has, with their line, and no parents of others', async ({
    assert,
  }) => {
    const states = {
      'app/list_state.ts': ListState,
      'app/orders_state.ts': OrdersState,
      'app/left_state.ts': LeftState,
    }
    const text = '// LeftState\n\nexport default class LeftState extends State {}\n'
    const options = { states, files: { 'app/left_state.ts': text } }
    const used = { definitions: [pageAt('/', ['OrdersState'])] }
    const found = await findingsOf(unusedStatesCheck, { ...options, context: used })
    assert.deepEqual(
      found.map(({ about, file, line, severity }) => [about, file, line, severity]),
      [['LeftState', 'app/left_state.ts', 3, 'hint']]
    )
    const all = { definitions: [pageAt('/', ['OrdersState', 'LeftState'])] }
    assert.deepEqual(await findingsOf(unusedStatesCheck, { ...options, context: all }), [])
  })
})

test.group('Doctor | build/page-size', () => {
  const large = randomBytes(4_000).toString('hex')

  async function findingsFor(pageSize: number) {
    const pages = [
      { ...pageAt('/'), chunk: 'home.js', imports: ['shared.js', 'shared.js'] },
      { ...pageAt('/report'), chunk: 'report.js', imports: ['shared.js', 'charts.css'] },
    ]
    const examined = await Examined.create({
      expected: { pageSize },
      files: {
        'public/assets/.vite/reflex.json': JSON.stringify({
          version: 1,
          build: 'b',
          pages,
          states: [],
        }),
        'public/assets/home.js': 'export {}',
        'public/assets/report.js': large,
        'public/assets/shared.js': 'x'.repeat(100_000),
        'public/assets/charts.css': large,
      },
    })
    const folder = join(examined.folder, 'public/assets')
    const found = await examined.run(pageSizeCheck([join(examined.folder, 'none'), folder]))
    await examined.remove()
    return found
  }

  test('finds pages over the budget, compressed', async ({ assert }) => {
    const found = await findingsFor(2_000)
    assert.deepEqual(
      found.map(({ file, line, severity }) => [file, line, severity]),
      [['resources/pages/report.tsx', 4, 'warning']]
    )
    assert.include(found[0].reason, 'over the 2 kB')
  })

  test('is content below it, and without a build', async ({ assert }) => {
    assert.deepEqual(await findingsFor(10_000), [])
    assert.deepEqual(await findingsOf(pageSizeCheck(['/nowhere'])), [])
  })
})

test.group('Doctor | build/versions', () => {
  const installed = (version: string) => ({
    files: {
      'package.json': `{\n  "dependencies": {\n    "react": "^${version}"\n  }\n}`,
      'node_modules/react/package.json': JSON.stringify({ name: 'react', version }),
    },
  })

  test('finds packages that do not fit', async ({ assert }) => {
    const found = await findingsOf(versionsCheck, installed('18.3.1'))
    assert.deepEqual(
      found.map(({ about, file, line, severity }) => [about, file, line, severity]),
      [['react', 'package.json', 3, 'error']]
    )
    assert.match(found[0].remedy, /^Install react@\^19/)
  })

  test('is content with those that do', async ({ assert }) => {
    assert.deepEqual(await findingsOf(versionsCheck, installed('19.3.1')), [])
  })
})
