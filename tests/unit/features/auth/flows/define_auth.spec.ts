/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { E_INVALID_CONFIG } from '../../../../../src/exceptions.ts'
import { defineAuth } from '../../../../../src/features/auth/flows/main.ts'
import type { AuthConfig } from '../../../../../src/features/auth/flows/main.ts'
import { isOwnPath } from '../../../../../src/option_values.ts'

const user = async () => ({ default: class {} }) as never

test.group('defineAuth()', () => {
  test('has a default for all but the model', ({ assert }) => {
    const config = defineAuth({ user })
    assert.deepEqual([...config.features], [])
    assert.deepEqual(config.limits.login, { requests: 5, requestsPerIp: 50, duration: 60_000 })
    // Codes are six digits, of which three are good at a time
    const challenge = { requests: 5, requestsPerIp: 50, duration: 15 * 60_000 }
    assert.deepEqual(config.limits.challenge, challenge)
    assert.equal(config.expires.reset, 3_600_000)
    assert.deepInclude(config.after, { login: '/', logout: '/', register: '/login' })
  })

  test('puts a prefix before the default paths alone', ({ assert }) => {
    const { paths, after } = defineAuth({ user, prefix: '/account', paths: { login: '/enter' } })
    assert.deepInclude(paths, { login: '/enter', reset: '/account/reset-password' })
    assert.equal(after.reset, '/enter')
  })

  test('limits by IP address ten times as much, unless it is told otherwise', ({ assert }) => {
    const limits: AuthConfig['limits'] = {
      login: { requests: 3, duration: '2m' },
      mail: { requests: 2, requestsPerIp: 4, duration: 1_000 },
    }
    const config = defineAuth({ user, limits })
    assert.deepEqual(config.limits.login, { requests: 3, requestsPerIp: 30, duration: 120_000 })
    assert.deepEqual(config.limits.mail, { requests: 2, requestsPerIp: 4, duration: 1_000 })
  })

  const wrong: [what: string, config: object, message: RegExp][] = [
    ['no model', {}, /auth\.user/],
    ['an option that is not there', { user, feature: [] }, /Did you mean "features"/],
    ['a feature that is not there', { user, features: ['login'] }, /there is no "login"/],
    ['verification without reset', { user, features: ['verify'] }, /"verify" needs "reset"/],
    ['a path elsewhere', { user, after: { login: 'https://evil.example' } }, /auth\.after\.login/],
    ['a path with two slashes', { user, paths: { login: '//evil' } }, /auth\.paths\.login/],
    ['an address that is none', { user, appUrl: 'shop' }, /auth\.appUrl/],
    ['a script as an address', { user, appUrl: 'javascript:alert(1)' }, /auth\.appUrl/],
    ['a prefix that is none', { user, prefix: 'account' }, /auth\.prefix/],
    ['a prefix that ends a text of source code', { user, prefix: "/o'neil" }, /Write "\/account"/],
    ['a prefix that leads elsewhere', { user, prefix: '//evil.example' }, /Write "\/account"/],
    ['a prefix with a query', { user, prefix: '/account?a=1&b=2' }, /Write "\/account"/],
    ['a prefix that is not a text', { user, prefix: 7 as never }, /7 is not the beginning/],
    ['a limit of nothing', { user, limits: { login: { requests: 0, duration: 1 } } }, /requests/],
    ['a limit that is not there', { user, limits: { logins: {} } }, /Did you mean "login"/],
    ['a duration that is none', { user, expires: { reset: 'soon' } }, /auth\.expires\.reset/],
  ]
  test('refuses {0}')
    .with(wrong)
    .run(({ assert }, [, config, message]) => {
      assert.throws(() => defineAuth(config as AuthConfig), message)
      assert.throws(() => defineAuth(config as AuthConfig), E_INVALID_CONFIG)
    })
})

test.group('A path of the application', () => {
  test('is {0}')
    .with(['/', '/settings', '/a?b=https://x.example', '/a//b', '/%2f%2fevil.example', '/ä'])
    .run(({ assert }, url) => assert.isTrue(isOwnPath(url)))

  test('is not {0}')
    .with([
      '',
      'settings',
      '//evil.example',
      '/\\evil.example',
      '\\/evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '\t//evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/a b',
      '/a\\b',
    ])
    .run(({ assert }, url) => assert.isFalse(isOwnPath(url)))
})
