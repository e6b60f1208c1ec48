/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { test } from '@japa/runner'
import { openPage } from '../helpers/browser/main.ts'
import { readDocuments } from '../helpers/docs/documents.ts'
import { stepsOf } from '../helpers/docs/steps.ts'
import { FreshApp } from '../helpers/fresh_app.ts'
import type { ApplicationKind } from '../helpers/fresh_app.ts'
import { assertNoServerCode } from '../helpers/public_files.ts'

/** Clicks on the example page that `configure` wrote. */
async function clickThrough(url: string): Promise<void> {
  const document = await fetch(`${url}/hello-reflex`)
  const text = await document.text()
  if (!text.includes('<html lang="en" dir="ltr">')) throw new Error(`The document is ${text}`)
  const page = await openPage({ baseURL: url })
  await page.goto('/hello-reflex')
  await page.getByRole('button', { name: 'One more' }).click()
  await page.getByText('An odd number.').waitFor()
  await page.close()
}

/** Commands of the tutorial that tests of the application run, or that have made it. */
const ELSEWHERE = new Set([
  'npm create adonisjs@latest questions -- --kit=hypermedia',
  'cd questions',
  'node ace add reflex-adonis',
  'node ace serve --hmr',
  'node ace test',
  'node ace build',
  'npm ci --omit=dev',
  'mkdir -p tmp',
  'node ace migration:run --force',
  'node bin/server.js',
])

/** Two visitors of the application of the tutorial sign up, and one sees what the other asks. */
async function askQuestions(url: string): Promise<void> {
  const [anna, ben] = [await openPage({ baseURL: url }), await openPage({ baseURL: url })]
  for (const [page, email] of [
    [anna, 'anna@example.com'],
    [ben, 'ben@example.com'],
  ] as const) {
    await page.goto('/signup')
    await page.locator('[name=fullName]').fill(email)
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill('secret123')
    await page.getByRole('button', { name: 'signup' }).click()
    await page.waitForURL((address) => address.pathname !== '/signup')
    await page.goto('/questions')
  }
  await anna.getByLabel('Your question').fill('How does it scale?')
  await anna.getByRole('button', { name: 'Ask' }).click()
  await ben.getByRole('button', { name: '0 votes' }).click()
  await anna.getByRole('button', { name: '1 votes' }).waitFor()
  await anna.getByRole('button', { name: 'Withdraw' }).click()
  await ben.getByText('How does it scale?').waitFor({ state: 'detached' })
}

const KITS: [ApplicationKind, string][] = [
  ['hypermedia', 'Home of the kit'],
  ['inertia_react', 'Home of the kit'],
  ['inertia_vue', 'home'],
  ['api', 'Home of the kit'],
]

for (const [kind, home] of KITS) {
  test.group(`The starter kit ${kind}`, (group) => {
    let app: FreshApp

    group.tap((each) => each.timeout(300_000))
    group.setup(async () => {
      app = await FreshApp.create(kind)
      await app.ace('codegen')
      await app.ace('configure', 'reflex-adonis')
      return () => app.remove()
    })

    async function assertHome(url: string, contains: (text: string) => void) {
      const response = await fetch(url)
      contains(await response.text())
    }

    if (kind === 'hypermedia') {
      test('becomes the application of the tutorial, step by step', async ({ assert }) => {
        const documents = await readDocuments()
        const steps = stepsOf(documents.find(({ name }) => name === 'tutorial')!)
        const run: string[] = []
        for (const step of steps) {
          if ('file' in step) await app.write(step.file, step.code)
          else if (!ELSEWHERE.has(step.command)) {
            run.push(step.command)
            const [program, ...args] = step.command.split(' ')
            await app.run(program, ...args)
          }
        }
        assert.deepEqual(run, [
          'node ace add @adonisjs/bouncer',
          'node ace migration:run',
          'node ace reflex:doctor',
        ])
        // As the development server does, and a reader's editor
        await app.ace('codegen')
        await app.run('npm', 'exec', '--', 'prettier', '--write', 'start', 'app', 'adonisrc.ts')
      })
    }

    test('passes its linter, its prettier and its type check once it is configured', async () => {
      await app.run('npm', 'run', 'lint')
      await app.run('npm', 'exec', '--', 'prettier', '--check', '.')
      await app.run('npm', 'run', 'typecheck')
    })

    test('is left as it is by a second run of configure', async ({ assert }) => {
      const before = await app.fingerprint()
      await app.ace('configure', 'reflex-adonis')
      assert.deepEqual(await app.fingerprint(), before)
    })

    test('passes its own tests', async () => {
      await app.ace('test')
    })

    test('serves its own page and that of the example while developing', async ({ assert }) => {
      const url = await app.develop()
      await assertHome(url, (text) => assert.include(text, home))
      await clickThrough(url)
      await app.stop()
    })

    test('builds, and serves its own page and that of the example', async ({ assert }) => {
      await app.ace('build')
      const isTutorial = kind === 'hypermedia'
      const url = await app.serveBuild(
        isTutorial ? ['mkdir -p tmp', 'node ace migration:run --force'] : []
      )
      await assertHome(url, (text) => assert.include(text, home))
      await clickThrough(url)
      if (isTutorial) await askQuestions(url)
      if (kind !== 'inertia_react') {
        await assertNoServerCode(assert, { folder: join(app.folder, 'build'), url })
      }
    })

    // That of hypermedia is tests/functional/make_auth.spec.ts
    if (kind !== 'hypermedia') {
      test('gets the pages of accounts beside what it has, and a test of them', async ({
        assert,
      }) => {
        await app.run('npm', 'install', '@adonisjs/mail', '@adonisjs/limiter')
        await app.ace('configure', '@adonisjs/mail', '--transports=smtp')
        await app.ace('configure', '@adonisjs/limiter', '--store=database')
        const make = () => app.ace('make:auth', '--features=register,reset', '--prefix=/account')
        if (kind === 'api') {
          const before = await app.fingerprint()
          const refused = await make().catch((error: { all: string }) => error.all)
          assert.include(refused, 'Take "#middleware/force_json_response_middleware" out of it')
          assert.deepEqual(await app.fingerprint(), before)
          const kernel = await app.contents('start/kernel.ts')
          await app.write('start/kernel.ts', kernel.replace(/.*force_json_response.*\n/, ''))
        }
        const routes = await app.contents('start/routes.ts')
        await make()
        assert.equal(await app.contents('start/routes.ts'), routes)
        await app.ace('migration:run')
        await app.ace('codegen')
        // What other packages have written
        const others = ['adonisrc.ts', 'start', 'database', 'config']
        await app.run('npm', 'exec', '--', 'prettier', '--write', ...others)
        await app.run('npm', 'run', 'lint')
        await app.run('npm', 'run', 'typecheck')
        const output = await app.ace('test')
        assert.match(output, /answer the same whether or not an address is taken/)
        assert.notMatch(output, /failed/)
      })
    }
  })
}

test.group('A starter kit with packages that are too old', (group) => {
  let app: FreshApp

  group.tap((each) => each.timeout(300_000))
  group.setup(async () => {
    app = await FreshApp.create('hypermedia')
    return () => app.remove()
  })

  test('is refused with the versions that are needed, and is not changed', async ({ assert }) => {
    for (const [name, version] of [
      ['vite', '7.3.1'],
      ['@adonisjs/vite', '5.1.0'],
    ]) {
      const file = `node_modules/${name}/package.json`
      const manifest = JSON.parse(await app.contents(file))
      await app.write(file, JSON.stringify({ ...manifest, version }))
    }
    const before = await app.fingerprint()
    const output = await app.ace('configure', 'reflex-adonis').catch((error) => {
      return String((error as { all: string }).all)
    })
    assert.include(output, '"vite" is 7.3.1 here, and reflex-adonis needs ^8.0.0')
    assert.include(output, '"@adonisjs/vite" is 5.1.0 here, and reflex-adonis needs ^6.0.0')
    assert.include(output, 'Nothing was changed')
    assert.deepEqual(await app.fingerprint(), before)
  })
})
