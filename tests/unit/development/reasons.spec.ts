/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { pathToFileURL } from 'node:url'
import { errors } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import type { Mistake } from '../../../src/assembly/main.ts'
import { Reasons } from '../../../src/development/main.ts'
import { reasonsPage } from '../../../src/development/reasons_page.ts'
import { leadsTo } from '../../../src/development/route_match.ts'
import type { PageRegistry } from '../../../src/pages/page_registry.ts'
import { StateRegistry } from '../../../src/state/main.ts'
import { pageSource, writeApplication } from '../pages/application.ts'

const MISSING = new errors.E_ROUTE_NOT_FOUND(['GET', '/x'])

interface Given {
  mistakes?: Mistake[]
  mounted?: { id: string; fault?: Error }[]
  isMountAsked?: boolean
}

test.group('Why a page is missing', () => {
  const reasonsIn = (root: string, { mistakes = [], mounted = [], isMountAsked = true }: Given) =>
    new Reasons({
      appRoot: pathToFileURL(`${root}/`),
      discovery: {},
      mistakes: () => mistakes,
      pages: {
        all: () => mounted.values(),
        find: (id: string) => mounted.find((page) => page.id === id),
      } as unknown as PageRegistry,
      states: new StateRegistry(),
      isMountAsked: () => isMountAsked,
    })

  test('pages that nobody mounts are counted', async ({ assert, fs }) => {
    await writeApplication(fs, { 'resources/pages/a.tsx': pageSource('/a') })
    const reasons = reasonsIn(fs.basePath, { isMountAsked: false })
    assert.match((await reasons.of(MISSING, '/x'))[0], /^1 page found, and it is not mounted/)
    await fs.create('resources/pages/b.tsx', pageSource('/b'))
    assert.match((await reasons.of(MISSING, '/x'))[0], /^2 pages found, none is mounted/)
  })

  test('an application without pages has nothing to mount', async ({ assert, fs }) => {
    await writeApplication(fs, {})
    const reasons = reasonsIn(fs.basePath, { isMountAsked: false })
    assert.isEmpty(await reasons.of(MISSING, '/x'))
  })

  test('a page that is left out by reflex.mount() is named at its address only', async ({
    assert,
    fs,
  }) => {
    await writeApplication(fs, {
      'resources/pages/a.tsx': pageSource('/a/:id'),
      'resources/pages/b.tsx': pageSource('/b'),
    })
    const reasons = reasonsIn(fs.basePath, { mounted: [{ id: 'resources/pages/b.tsx' }] })
    assert.match((await reasons.of(MISSING, '/a/1'))[0], /^resources\/pages\/a\.tsx:3 has this/)
    assert.isEmpty(await reasons.of(MISSING, '/a'))
    assert.isEmpty(await reasons.of(MISSING, '/b'))
  })

  test('a large file that is no page costs one look at it: {title}')
    .with([
      { title: 'calls of a page', part: 'page(' },
      { title: 'its name and spaces', part: 'page ' },
      { title: 'the package', part: 'reflex-adonis/react ' },
    ])
    .run(async ({ assert, fs }, { part }) => {
      // A look from each of them to the end would be a look at 10^11 letters
      await writeApplication(fs, {
        'resources/pages/b.tsx': pageSource('/b'),
        'resources/screens/a.js': part.repeat(2 ** 19),
        'resources/screens/c.tsx': pageSource('/c'),
      })
      const reasons = reasonsIn(fs.basePath, { mounted: [{ id: 'resources/pages/b.tsx' }] })
      assert.match((await reasons.of(MISSING, '/c'))[0], /^resources\/screens\/c.tsx is a page/)
      assert.isEmpty(await reasons.of(MISSING, '/d'))
    })

  test('a page in another folder is named at its address only', async ({ assert, fs }) => {
    await writeApplication(fs, {
      'resources/screens/a.tsx': pageSource('/a'),
      'resources/screens/broken.tsx': 'page( reflex-adonis/react',
      'node_modules/other/a.tsx': pageSource('/a'),
      'tests/a.tsx': pageSource('/a'),
    })
    const reasons = reasonsIn(fs.basePath, {})
    const told = await reasons.of(MISSING, '/a')
    assert.lengthOf(told, 1)
    assert.match(told[0], /^resources\/screens\/a\.tsx is a page/)
    assert.isEmpty(await reasons.of(MISSING, '/b'))
  })

  test('what was wrong at the start is told until the next one, and what is wrong now', async ({
    assert,
    fs,
  }) => {
    await writeApplication(fs, { 'resources/pages/a.tsx': 'export default page(' })
    const error = new Error('it has no name')
    const reasons = reasonsIn(fs.basePath, { mistakes: [{ error, file: 'app/x_state.ts' }] })
    const [first, second] = await reasons.of(MISSING, '/x')
    assert.equal(first, 'app/x_state.ts\n\nit has no name')
    assert.include(second, 'resources/pages/a.tsx')
  })

  test('other errors have no reasons but that of a mounted page', async ({ assert, fs }) => {
    await writeApplication(fs, { 'resources/pages/a.tsx': 'export default page(' })
    const fault = new Error('no such event')
    const reasons = reasonsIn(fs.basePath, { mounted: [{ id: 'a', fault }, { id: 'b' }] })
    assert.isEmpty(await reasons.of(new Error('other'), '/a'))
    assert.isEmpty(await reasons.of(undefined, '/a'))
    assert.deepEqual(await reasons.of(fault, '/a'), ['no such event'])
  })

  test('routes lead where Adonis leads them', ({ assert }) => {
    assert.isTrue(leadsTo('/', '/'))
    assert.isTrue(leadsTo('/posts/:id', '/posts/1/'))
    assert.isTrue(leadsTo('/posts/:id?', '/posts'))
    assert.isTrue(leadsTo('/docs/*', '/docs/a/b'))
    assert.isFalse(leadsTo('/docs/*', '/docs'))
    assert.isFalse(leadsTo('/posts/:id', '/posts'))
    assert.isFalse(leadsTo('/posts', '/posts/1'))
    assert.isFalse(leadsTo('/posts', '/'))
  })

  test('nothing of an address or a reason is taken for markup', ({ assert }) => {
    const html = reasonsPage('/<script>', ['<b>"&'], 'mark')
    assert.notInclude(html, '/<script>')
    assert.include(html, '&#60;b&#62;&#34;&#38;')
  })
})
