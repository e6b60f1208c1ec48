/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AceFactory } from '@adonisjs/core/factories'
import type { FileSystem } from '@japa/file-system'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'
import { PageScanner } from '../../../src/discovery/main.ts'
import { E_AUTH_PAGES } from '../../../src/features/auth/pages/main.ts'
import { ReadyFiles } from '../../../src/scaffolding/auth/ready_files.ts'

const CLIENT = '.adonisjs/client/reflex'
const SERVER = '.adonisjs/server/reflex'

function config(options: string): string {
  return [
    `import { defineConfig } from 'reflex-adonis'`,
    `import { defineAuth } from 'reflex-adonis/auth'`,
    `export default defineConfig({ auth: defineAuth({ ${options} }) })`,
  ].join('\n')
}

function routes(...calls: string[]): string {
  const head = [`import shop from 'reflex-adonis/services/main'`, 'shop.mount({ middleware })']
  return [...head, ...calls].join('\n')
}

const APPLICATION = {
  'package.json': JSON.stringify({ type: 'module', imports: { '#states/*': './app/states/*.js' } }),
  'adonisrc.ts': 'export default {}',
  'config/reflex.ts': config(`user: () => import('#models/user'), features: ['register']`),
  'config/auth.ts': 'useRememberMeTokens: true',
  'start/kernel.ts': 'router.named({ guest: () => {} })',
  'start/routes.ts': routes('shop.auth({ middleware })'),
  'app/models/user.ts': '  declare fullName: string | null',
}

async function readyFiles(fs: FileSystem, files: Record<string, string> = {}): Promise<ReadyFiles> {
  for (const [path, text] of Object.entries({ ...APPLICATION, ...files })) {
    await fs.create(path, text)
  }
  const ace = await new AceFactory().make(fs.baseUrl, { importer: (path) => import(path) })
  return new ReadyFiles(ace.app)
}

const scan = (fs: FileSystem) => new PageScanner({ appRoot: fs.baseUrl }).scan()

test.group('Ready pages', () => {
  test('are what make:auth writes, with other paths of imports', async ({ assert, fs }) => {
    const features = `'register', 'verify', 'reset', 'totp', 'passkeys', 'sessions'`
    const files = await readyFiles(fs, {
      'config/reflex.ts': config(`user: () => import('#models/user'), features: [${features}]`),
      'start/kernel.ts': '',
    })
    await files.write()
    const squeezed = (text: string) =>
      text
        .replace(/^\/\*[^]*?\*\/\n+/, '')
        .replace(/from '[^']*_state'/g, 'from a state')
        .replace(/[\s();,]+/g, '')
    const { pages, states } = await scan(fs)
    assert.lengthOf(pages, 13)
    assert.lengthOf(states, 15)
    for (const { id } of pages) {
      const written = join(root, 'tests/lab', id.replace(CLIENT, 'resources'))
      assert.equal(squeezed(await fs.contents(id)), squeezed(await readFile(written, 'utf8')), id)
    }
  })

  test('are found with the names, routes and states of written ones', async ({ assert, fs }) => {
    const files = await readyFiles(fs, {
      'start/routes.ts': routes(`shop.auth({ middleware, prefix: '/account' })`),
    })
    await files.write()
    const { pages } = await scan(fs)
    const login = pages.find(({ id }) => id === `${CLIENT}/pages/auth/login.tsx`)!
    assert.equal(login.name, 'auth.login')
    assert.equal(login.route, '/account/login')
    assert.deepEqual(login.middleware, [['guest']])
    assert.deepEqual(login.states, ['AppearanceState', 'LoginState'])
    assert.include(await fs.contents(login.id), 'to="/account/register"')
    assert.include(await fs.contents(login.id), 'name="remember"')
    assert.include(await fs.contents(`${CLIENT}/pages/auth/register.tsx`), 'name="fullName"')
    assert.isUndefined(pages.find(({ id }) => id.includes('sessions')))
  })

  test('give way to files of the application in their places', async ({ assert, fs }) => {
    const files = await readyFiles(fs)
    await files.write()
    await fs.create('resources/components/auth/fields.tsx', 'export const Field = () => null')
    await fs.create('app/states/auth/login_state.ts', 'export default class LoginState {}')
    await fs.create(
      'resources/pages/auth/appearance.tsx',
      `import { page } from 'reflex-adonis/react'\nexport default page({ route: '/settings/appearance' }, () => null)`
    )
    await files.write()
    const login = await fs.contents(`${CLIENT}/pages/auth/login.tsx`)
    assert.include(login, `from '#states/auth/login_state'`)
    assert.include(login, `from '../../../../../resources/components/auth/fields'`)
    assert.include(login, `from '../../components/auth/auth_page'`)
    assert.isFalse(await fs.exists(`${CLIENT}/components/auth/fields.tsx`))
    assert.isFalse(await fs.exists(`${SERVER}/states/auth/login_state.ts`))
    assert.isFalse(await fs.exists(`${CLIENT}/pages/auth/appearance.tsx`))
    const { pages, states } = await scan(fs)
    assert.include(
      pages.map(({ id }) => id),
      'resources/pages/auth/appearance.tsx'
    )
    assert.lengthOf(
      states.filter(({ id }) => id === 'LoginState'),
      1
    )
  })

  test('replace whatever is in their folders, also folders with a dot in their name', async ({
    assert,
    fs,
  }) => {
    const files = await readyFiles(fs)
    await fs.create(`${CLIENT}/pages/old.pages/login.tsx`, 'export default 1')
    await fs.create(`${CLIENT}/pages/auth/gone.tsx`, 'export default 1')
    await files.write()
    assert.isFalse(await fs.exists(`${CLIENT}/pages/old.pages`))
    assert.isFalse(await fs.exists(`${CLIENT}/pages/auth/gone.tsx`))
    assert.isTrue(await fs.exists(`${CLIENT}/pages/auth/login.tsx`))
  })

  test('are no mistake where they are of before, and the application has its own', async ({
    assert,
    fs,
  }) => {
    const files = await readyFiles(fs)
    await files.write()
    await fs.create('app/states/enter_state.ts', 'export class LoginState {}')
    await fs.create(
      'resources/pages/enter.tsx',
      `import { page } from 'reflex-adonis/react'\nexport default page({ route: '/login' }, () => null)`
    )
    const { pages, states } = await scan(fs)
    assert.deepEqual(
      pages.filter(({ route }) => route === '/login').map(({ id }) => id),
      ['resources/pages/enter.tsx']
    )
    assert.deepEqual(
      states.filter(({ id }) => id === 'LoginState').map((state) => state.export),
      ['LoginState']
    )
  })

  test('leave out a page of one’s own, with the state that it alone would have', async ({
    assert,
    fs,
  }) => {
    const own = `shop.auth({ middleware, pages: { 'login': 'resources/pages/enter.tsx' } as const })`
    const files = await readyFiles(fs, { 'start/routes.ts': routes(own) })
    await files.write()
    assert.isFalse(await fs.exists(`${CLIENT}/pages/auth/login.tsx`))
    assert.isFalse(await fs.exists(`${SERVER}/states/auth/login_state.ts`))
    assert.isTrue(await fs.exists(`${SERVER}/states/auth/logout_state.ts`))
  })

  test('are there for applications that call for them alone', async ({ assert, fs }) => {
    const files = await readyFiles(fs)
    await files.write()
    assert.isTrue(await fs.exists(`${CLIENT}/pages/auth/login.tsx`))
    await fs.create('start/routes.ts', routes())
    await fs.create('.adonisjs/server/routes.d.ts', '// of Adonis')
    await files.write()
    const { pages, states } = await scan(fs)
    assert.deepEqual([pages, states], [[], []])
    assert.isTrue(await fs.exists('.adonisjs/server/routes.d.ts'))

    await fs.create('start/routes.ts', APPLICATION['start/routes.ts'])
    await rm(join(fs.basePath, 'config/reflex.ts'))
    await files.write()
    assert.isFalse(await fs.exists(`${CLIENT}/pages/auth/login.tsx`))
  })

  test('are written again where something of them changes alone', async ({ assert, fs }) => {
    const files = await readyFiles(fs)
    assert.isTrue(files.isConcerned('start/routes.ts'))
    assert.isTrue(files.isConcerned('config/reflex.ts'))
    assert.isTrue(files.isConcerned('resources/css/auth.css'))
    assert.isTrue(files.isConcerned('app/states/auth/login_state.ts'))
    assert.isFalse(files.isConcerned('resources/pages/home.tsx'))
    assert.isFalse(files.isConcerned(`${CLIENT}/pages/auth/login.tsx`))
  })

  const wrong: [what: string, files: Record<string, string>, help: RegExp][] = [
    [
      'a prefix that is computed',
      { 'start/routes.ts': routes('shop.auth({ prefix: PREFIX })') },
      /"prefix".*a variable is not allowed here/,
    ],
    [
      'options that are spread',
      { 'start/routes.ts': routes('shop.auth({ ...options })') },
      /a spread is not allowed/,
    ],
    [
      'options from elsewhere',
      { 'start/routes.ts': routes('shop.auth(options)') },
      /"options".*not allowed here/,
    ],
    [
      'features that are computed',
      { 'config/reflex.ts': config('features: chosen()') },
      /"features".*what defineAuth\(\) says.*a call is not allowed/,
    ],
    [
      'two calls',
      { 'start/routes.ts': routes('shop.auth({})'), 'start/more.ts': routes('shop.auth({})') },
      /mounted twice/,
    ],
    [
      'a prefix without a slash',
      { 'start/routes.ts': routes(`shop.auth({ prefix: 'account' })`) },
      /Write "\/account"/,
    ],
  ]
  test('refuse {0}')
    .with(wrong)
    .run(async ({ assert, fs }, [, changes, help]) => {
      const files = await readyFiles(fs, changes)
      const error: unknown = await files.write().catch((thrown: unknown) => thrown)
      assert.instanceOf(error, E_AUTH_PAGES)
      assert.match((error as InstanceType<typeof E_AUTH_PAGES>).help, help)
      assert.isFalse(await fs.exists(CLIENT))
    })
})
