/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { FreshApp } from '../helpers/fresh_app.ts'

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

  test('writes pages beside those of the kit, and does nothing a second time', async ({
    assert,
  }) => {
    await app.run('npm', 'install', '@adonisjs/mail', '@adonisjs/limiter')
    await app.ace('configure', '@adonisjs/mail', '--transports=smtp')
    await app.ace('configure', '@adonisjs/limiter', '--store=database')
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
