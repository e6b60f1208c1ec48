/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { defineAuth } from '../../../../../src/features/auth/flows/main.ts'
import {
  chooseAuthPages,
  checkAuthOptions,
  E_AUTH_PAGES,
  withPrefix,
} from '../../../../../src/features/auth/pages/main.ts'
import type { AuthMountOptions } from '../../../../../src/features/auth/pages/main.ts'
import type { PageDefinition } from '../../../../../src/pages/main.ts'

const user = async () => ({ default: class {} }) as never
const config = defineAuth({ user })
const nothing = { mayLack: () => false, isMounted: () => false }

const READY = '.adonisjs/client/reflex/pages/auth'

/** The pages that there are without any feature, ready, and some others. */
function pages(more: Record<string, string> = {}): PageDefinition[] {
  const routes = {
    [`${READY}/login.tsx`]: '/login',
    [`${READY}/reset_password.tsx`]: '/reset-password',
    [`${READY}/confirm_email.tsx`]: '/confirm-email',
    [`${READY}/undo_email.tsx`]: '/undo-email',
    [`${READY}/profile.tsx`]: '/settings/profile',
    [`${READY}/security.tsx`]: '/settings/security',
    [`${READY}/appearance.tsx`]: '/settings/appearance',
    'resources/pages/home.tsx': '/',
    ...more,
  }
  return Object.entries(routes).map(([id, route]) => ({ id, route })) as PageDefinition[]
}

/** What a developer reads. */
function helpOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof E_AUTH_PAGES) return error.help
    throw error
  }
  return ''
}

test.group('Pages of accounts', () => {
  test('are those of the features, and no other', ({ assert }) => {
    const chosen = chooseAuthPages(pages(), {}, config, nothing)
    assert.lengthOf(chosen, 7)
    assert.notInclude(
      chosen.map(({ id }) => id),
      'resources/pages/home.tsx'
    )
  })

  test('are files of the application where it has some, or names them', ({ assert }) => {
    const found = pages({
      'resources/pages/auth/profile.tsx': '/settings/profile',
      'resources/pages/enter.tsx': '/login',
    })
    const own = { login: './resources/pages/enter.tsx' }
    const chosen = chooseAuthPages(found, { pages: own }, config, nothing).map(({ id }) => id)
    assert.include(chosen, 'resources/pages/auth/profile.tsx')
    assert.include(chosen, 'resources/pages/enter.tsx')
    assert.notInclude(chosen, `${READY}/login.tsx`)
    assert.notInclude(chosen, `${READY}/profile.tsx`)
  })

  test('may be missing where nobody asks for them, or where a mistake is told', ({ assert }) => {
    const mayLack = () => true
    assert.deepEqual(chooseAuthPages([], {}, config, { ...nothing, mayLack }), [])
    const isBroken = (id: string) => id === 'resources/pages/enter.tsx'
    const own = { login: 'resources/pages/enter.tsx' }
    const some = chooseAuthPages(pages(), { pages: own }, config, { ...nothing, mayLack: isBroken })
    assert.lengthOf(some, 6)
  })

  test('have the prefix of one of two places', ({ assert }) => {
    assert.equal(withPrefix(config, '/account').paths.login, '/account/login')
    assert.equal(withPrefix(config, '/account').after.register, '/account/login')
    const said = defineAuth({ user, prefix: '/account' })
    assert.equal(withPrefix(said, undefined), said)
    assert.equal(withPrefix(said, '/account'), said)
    assert.include(
      helpOf(() => withPrefix(said, '/me')),
      'that of defineAuth() in config/reflex.ts is "/account"'
    )
  })

  test('are not checked for their route where it has another prefix', ({ assert }) => {
    const found = pages({ 'resources/pages/enter.tsx': '/enter' })
    const options: AuthMountOptions = { pages: { login: 'resources/pages/enter.tsx' } }
    assert.include(
      helpOf(() => chooseAuthPages(found, options, config, nothing)),
      'the route of resources/pages/enter.tsx is "/enter", and the flows lead to "/login"'
    )
    const isMounted = () => true
    assert.lengthOf(chooseAuthPages(found, options, config, { ...nothing, isMounted }), 7)
  })

  const wrong: [what: string, options: object, help: RegExp][] = [
    ['an option that is not there', { middlewares: {} }, /Did you mean "middleware"/],
    ['a prefix without a slash', { prefix: 'account' }, /Write "\/account"/],
    ['a prefix with a slash at its end', { prefix: '/account/' }, /Write "\/account"/],
    ['a prefix that is not a text', { prefix: 7 }, /"prefix".*7 is not/],
    ['a page that is not there', { pages: { logon: 'x.tsx' } }, /Did you mean "login"/],
    ['a page without a path', { pages: { login: '' } }, /"pages.login".*write the path/],
    ['pages that are a list', { pages: ['login'] }, /"pages".*write an object/],
  ]
  test('refuse {0}')
    .with(wrong)
    .run(({ assert }, [, options, help]) => {
      assert.match(
        helpOf(() => checkAuthOptions(options as AuthMountOptions)),
        help
      )
    })

  test('refuse a file that is not a page, and a page that is not switched on', ({ assert }) => {
    const choose = (own: AuthMountOptions['pages']) => () =>
      chooseAuthPages(pages(), { pages: own }, config, nothing)
    assert.include(
      helpOf(choose({ login: 'resources/pages/logon.tsx' })),
      'there is no page "resources/pages/logon.tsx"'
    )
    assert.include(
      helpOf(choose({ register: 'resources/pages/home.tsx' })),
      'add "register" to "features" of defineAuth()'
    )
  })

  test('say how they are made where they are missing', ({ assert }) => {
    const help = helpOf(() => chooseAuthPages([], {}, config, nothing))
    assert.include(help, '"pages.login"')
    assert.include(help, 'node ace codegen')
    assert.include(help, 'reflex-adonis/auth/pages_hook')
  })
})
