/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { openPage } from '../helpers/browser/main.ts'
import { FreshApp } from '../helpers/fresh_app.ts'

const PASSWORD = 'a password of some length'

/** A login page of the application's own, with its own state. */
const OWN_PAGE = `import { page, useForm, useReflex } from 'reflex-adonis/react'
import EnterState from '#states/enter_state'

export default page({ route: '/account/login', title: 'Enter' }, () => {
  const form = useForm(useReflex(EnterState).login)
  return (
    <form action={form.action}>
      <h1>Enter the shop</h1>
      <input name="email" aria-label="Who" />
      <input name="password" type="password" aria-label="Secret" />
      <button>Enter</button>
    </form>
  )
})
`
const OWN_STATE = `import { LoginForm } from 'reflex-adonis/auth'

export default class EnterState extends LoginForm {}
`

test.group('node ace make:auth', (group) => {
  let app: FreshApp

  group.tap((each) => each.timeout(300_000))
  group.setup(async () => {
    app = await FreshApp.create('hypermedia')
    await app.ace('codegen')
    await app.ace('configure', 'reflex-adonis')
    return () => app.remove()
  })

  const failure = (...args: string[]) =>
    app.ace('make:auth', ...args).then(
      () => '',
      (error: { all: string }) => error.all
    )

  test('says what is missing, and writes nothing', async ({ assert }) => {
    const before = await app.fingerprint()
    const missing = await failure()
    assert.include(missing, 'node ace add @adonisjs/mail')
    assert.include(missing, 'node ace add @adonisjs/limiter')
    assert.include(await failure('--features=login'), 'There is no feature "login"')
    assert.include(await failure('--features=verify'), 'The feature "verify" needs "reset"')
    assert.include(await failure('--prefix=account'), '"account" is not a prefix')
    assert.deepEqual(await app.fingerprint(), before)
  })

  test('mounts ready pages of which the application has no file', async ({ assert }) => {
    await app.run('npm', 'install', '@adonisjs/mail', '@adonisjs/limiter')
    await app.ace('configure', '@adonisjs/mail', '--transports=smtp')
    await app.ace('configure', '@adonisjs/limiter', '--store=database')
    await app.ace('make:auth', '--ready', '--prefix=/account')
    const files = Object.keys(await app.fingerprint())
    assert.deepEqual(
      files.filter((file) => /^(app|resources|tests)\/.*auth\//.test(file)),
      ['resources/views/pages/auth/login.edge', 'resources/views/pages/auth/signup.edge']
    )
    assert.include(files, '.adonisjs/client/reflex/pages/auth/login.tsx')
    assert.include(await app.contents('start/routes.ts'), 'reflex.auth({ middleware })')
    await app.ace('migration:run')
    await app.ace('codegen')
    const before = await app.fingerprint()
    await app.ace('make:auth', '--ready', '--prefix=/account')
    assert.deepEqual(await app.fingerprint(), before)
    await app.run('npm', 'run', 'typecheck')
  })

  test('has visitors registered and logged in on ready pages', async () => {
    const url = await app.develop()
    const page = await openPage({ baseURL: url })
    await page.goto('/account/login')
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByRole('heading', { name: 'Create an account' }).waitFor()
    await page.getByLabel('Email address').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Password again').fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('We have sent you an email.').waitFor()

    await page.getByLabel('Email address').fill('ada@example.com')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL(url)
    await page.goto('/account/settings/profile')
    await page.getByText('ada@example.com').waitFor()
    await page.getByRole('link', { name: 'Security' }).click()
    await page.getByRole('heading', { name: 'Second factor' }).waitFor()
    await page.close()
    await app.stop()
  })

  test('has a page of the application in the place of a ready one, also in a build', async ({
    assert,
    cleanup,
  }) => {
    const routes = await app.contents('start/routes.ts')
    const own = `reflex.auth({ middleware, pages: { login: './resources/pages/enter.tsx' } })`
    await app.write('start/routes.ts', routes.replace('reflex.auth({ middleware })', own))
    await app.write('app/states/enter_state.ts', OWN_STATE)
    await app.write('resources/pages/enter.tsx', OWN_PAGE)
    cleanup(async () => {
      await app.write('start/routes.ts', routes)
      await rm(join(app.folder, 'app/states/enter_state.ts'))
      await rm(join(app.folder, 'resources/pages/enter.tsx'))
    })
    await app.ace('build')
    await assert.rejects(() => app.contents('.adonisjs/client/reflex/pages/auth/login.tsx'))

    await app.write('build/.env', await app.contents('.env'))
    await mkdir(join(app.folder, 'build/tmp'))
    await cp(join(app.folder, 'tmp/db.sqlite3'), join(app.folder, 'build/tmp/db.sqlite3'))
    const url = await app.serveBuild()
    const page = await openPage({ baseURL: url })
    await page.goto('/account/settings/profile')
    await page.goto('/account/forgot-password')
    await page.getByRole('link', { name: 'Back to login' }).click()
    await page.getByRole('heading', { name: 'Enter the shop' }).waitFor()
    await page.getByLabel('Who').fill('ada@example.com')
    await page.getByLabel('Secret').fill(PASSWORD)
    await page.getByRole('button', { name: 'Enter' }).click()
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    await page.close()
  })

  test('writes pages beside those of the kit, and does nothing a second time', async ({
    assert,
  }) => {
    const kit = await app.contents('start/routes.ts')
    await app.ace('make:auth', '--prefix=/account')
    assert.equal(await app.contents('start/routes.ts'), kit)
    const config = await app.contents('config/reflex.ts')
    assert.include(config, `prefix: '/account'`)
    assert.include(await app.contents('app/models/user.ts'), 'declare emailVerifiedAt')
    assert.include(await app.contents('start/kernel.ts'), 'reflex-adonis/auth/session_middleware')

    const before = await app.fingerprint()
    await app.ace('make:auth', '--prefix=/account')
    assert.deepEqual(await app.fingerprint(), before)
  })

  test('writes what passes the type check, the linter and prettier', async () => {
    await app.ace('migration:run')
    await app.ace('codegen')
    // What other packages have written
    const others = ['adonisrc.ts', 'start', 'database', 'config']
    await app.run('npm', 'exec', '--', 'prettier', '--write', ...others)
    await app.run('npm', 'run', 'typecheck')
    await app.run('npm', 'run', 'lint')
    const made = ['app', 'resources/components', 'resources/pages', 'resources/css', 'tests']
    await app.run('npm', 'exec', '--', 'prettier', '--check', ...made)
  })

  test('writes a test that passes, beside those of the kit', async ({ assert }) => {
    const output = await app.ace('test', 'functional')
    assert.match(output, /[4-9] passed/)
    assert.notMatch(output, /failed/)
  })

  test('serves its pages while developing, and builds', async ({ assert }) => {
    const url = await app.develop()
    const response = await fetch(`${url}/account/login`)
    const text = await response.text()
    await app.stop()
    assert.equal(response.status, 200)
    assert.include(text, 'Forgot your password?')
    await app.ace('build')
  })
})
