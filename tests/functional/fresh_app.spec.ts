/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { test } from '@japa/runner'
import type { DoctorReport } from '../../src/types.ts'
import { openPage } from '../helpers/browser/main.ts'
import { FreshApp } from '../helpers/fresh_app.ts'
import { assertNoServerCode } from '../helpers/public_files.ts'

/** What the doctor says of an application, where it finds nothing to fail for. */
async function reportOf(app: FreshApp): Promise<DoctorReport> {
  return JSON.parse(await app.ace('reflex:doctor', '--ci', '--json')) as DoctorReport
}

test.group('A fresh application', (group) => {
  let app: FreshApp

  group.tap((each) => each.timeout(180_000))
  group.setup(async () => {
    app = await FreshApp.create('minimal', true)
    await app.ace('add', 'reflex-adonis')
  })
  group.teardown(() => app.remove())

  test('is left as it is by a second run of configure', async ({ assert }) => {
    const before = await app.fingerprint()
    await app.ace('configure', 'reflex-adonis')
    assert.deepEqual(await app.fingerprint(), before)
  })

  test('is one in which the doctor finds nothing', async ({ assert }) => {
    const { counts, checks } = await reportOf(app)
    assert.deepEqual(counts, { error: 0, warning: 0, hint: 0 })
    assert.include(checks, 'security/session-cookie')
    assert.match(await app.ace('reflex:doctor', '--ci'), /checks: 0 errors, 0 warnings, 0 hints/)
  })

  test('gets pages and states from the make commands', async ({ assert }) => {
    await app.ace('make:reflex-page', 'hello')
    await app.ace('make:reflex-page', 'lists/todo', '--state', '--route=/todo')

    assert.include(await app.contents('resources/pages/hello.tsx'), `route: '/hello'`)
    assert.include(await app.contents('resources/pages/lists/todo.tsx'), `route: '/todo'`)
    assert.include(await app.contents('app/states/lists/todo_state.ts'), 'class TodoState')
  })

  test('keeps what is written in them, unless the make commands are forced', async ({ assert }) => {
    const files = ['resources/pages/lists/todo.tsx', 'app/states/lists/todo_state.ts']
    const made = await Promise.all(files.map((file) => app.contents(file)))
    for (const [index, file] of files.entries()) await app.write(file, `${made[index]}// own\n`)
    await app.ace('make:reflex-page', 'lists/todo', '--state', '--route=/todo')
    await app.ace('make:state', 'lists/todo')
    for (const file of files) assert.include(await app.contents(file), '// own')
    await app.ace('make:reflex-page', 'lists/todo', '--state', '--route=/todo', '--force')
    await app.ace('make:state', 'lists/todo', '--force')
    for (const [index, file] of files.entries()) {
      assert.equal(await app.contents(file), made[index])
    }
  })

  test('lists its pages', async ({ assert }) => {
    const list = await app.ace('reflex:pages')
    assert.match(list, /\/hello\s.*hello/)
    assert.match(list, /\/todo\s.*lists\.todo.*TodoState/)
    const json = await app.ace('reflex:pages', '--json')
    const pages = JSON.parse(json.slice(json.indexOf('['))) as object[]
    assert.deepInclude(pages, {
      route: '/todo',
      name: 'lists.todo',
      page: 'resources/pages/lists/todo.tsx',
      middleware: [],
      states: ['TodoState'],
    })
  })

  test('passes its type check, pages, routes and messages included', async ({ assert }) => {
    // A file of messages is all that they need
    await app.run('mkdir', '-p', 'resources/lang/en')
    await app.write('resources/lang/en/shop.json', '{ "items": "{count, plural, other {#}}" }')
    const shows = `import { page } from 'reflex-adonis/react'\nexport default page({ route: '/lists/:id' }, () => null)\n`
    await app.write('resources/pages/lists/show.tsx', shows)
    // As the development server does
    await app.ace('codegen')
    const page = await app.contents('resources/pages/home.tsx')
    const config = await app.contents('config/reflex.ts')
    await app.write('config/reflex.ts', config.replace('shared: {}', 'shared: { basket: () => 3 }'))
    const named = (name: string, key: string) =>
      [
        "import { urlFor, useShared } from 'reflex-adonis/react'",
        `export const url = urlFor('${name}')`,
        `export const useBasket = () => useShared().${key}.toFixed()\n`,
      ].join('\n')
    const shown = (call: string) =>
      `import { useI18n } from 'reflex-adonis/react'\nexport const Text = () => useI18n().${call}\n`
    const route = (params: string) =>
      `import { urlFor } from 'reflex-adonis/react'\nexport const list = urlFor('lists.show'${params})\n`
    await app.write('resources/url.ts', named('lists.todo', 'basket'))
    await app.write('resources/route.ts', route(', { id: 1 }'))
    await app.write('resources/text.ts', shown(`t('shop.items', { count: 2 })`))
    await app.run('npm', 'run', 'typecheck')

    await app.write('resources/url.ts', named('lists.todos', 'bakset'))
    await app.write('resources/route.ts', route(''))
    await app.write('resources/text.ts', shown(`t('shop.itmes', { count: 2 })`))
    await app.write('resources/params.ts', shown(`t('shop.items')`))
    const wrong = 'resources/pages/wrong.tsx'
    await app.write(wrong, page.replace('counter.count', 'counter.cuont'))
    const told = await app
      .run('npm', 'run', 'typecheck')
      .then(String, (error: Error) => error.message)
    const mistakes = [
      "'cuont'",
      '\'"lists.todos"\'',
      "'bakset'",
      'shop.itmes',
      'params.ts',
      'route.ts',
    ]
    for (const mistake of mistakes) assert.include(told, mistake)
    await app.run('rm', '-r', wrong, 'resources/lang', 'resources/pages/lists/show.tsx')
    await app.run('rm', ...['url', 'route', 'text', 'params'].map((name) => `resources/${name}.ts`))
    await app.write('config/reflex.ts', config)
    await app.ace('codegen')
  })

  test('passes the tests that came with the pages and states', async () => {
    await app.ace('test')
  })

  test('builds, and its production build reacts in Chromium', async ({ assert }) => {
    await app.ace('build')
    // It has pages of the make commands and a build now
    const { findings } = await reportOf(app)
    assert.deepEqual(findings, [])
    const url = await app.serveBuild()
    await assertNoServerCode(assert, { folder: join(app.folder, 'build'), url })
    const document = await fetch(url)
    assert.include(await document.text(), '<html lang="en" dir="ltr">')
    const page = await openPage({ baseURL: url })

    await page.goto('/')
    await page.getByRole('button', { name: 'One more' }).click()
    await page.getByText('An odd number.').waitFor()
    assert.equal(await page.locator('output').textContent(), '1')

    await page.goto('/hello')
    await page.getByRole('heading', { name: 'Hello' }).waitFor()

    await page.goto('/todo')
    await page.getByRole('button', { name: 'One more' }).click()
    await page.locator('output', { hasText: '1' }).waitFor()
  })
})

test.group('An application with a route for /', (group) => {
  let app: FreshApp

  group.tap((each) => each.timeout(120_000))
  group.setup(async () => {
    app = await FreshApp.create()
  })
  group.teardown(() => app.remove())

  test('gets the example at /hello-reflex', async ({ assert }) => {
    const routes = await app.contents('start/routes.ts')
    await app.write('start/routes.ts', `${routes}\nrouter.get('/', () => 'home').as('home')\n`)
    await app.ace('configure', 'reflex-adonis')

    const list = await app.ace('list:routes')
    assert.match(list, /\/hello-reflex/)
    assert.include(await app.contents('resources/pages/hello_reflex.tsx'), '/hello-reflex')
  })
})
