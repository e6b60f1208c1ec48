/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import { configProvider } from '@adonisjs/core'
import { test } from '@japa/runner'
import { appKeyCheck } from '../../../src/cookies/checks/main.ts'
import { sessionCookieCheck } from '../../../src/sessions/checks/main.ts'
import { multipartCheck } from '../../../src/features/uploads/checks/main.ts'
import { HostPolicy } from '../../../src/transport/main.ts'
import {
  hostsCheck,
  originsCheck,
  trustProxyCheck,
  upgradeCheck,
} from '../../../src/transport/checks/main.ts'
import type { UpgradeParts } from '../../../src/transport/checks/main.ts'
import { findingsOf } from '../../helpers/doctor/examined.ts'

const KEY = 'o4tZ9sXb1qLm7vRk2wYc8nEj5uHf3aGd'

test.group('Doctor | security/origins', () => {
  test('finds patterns that anybody can match, with their line', async ({ assert }) => {
    const patterns = ['https://*.herokuapp.com', 'https://*.com', 'https://*.CO.UK:8443']
    const file =
      "export default defineConfig({\n  // allowedOrigins: here\n  allowedOrigins: ['…'],\n})"
    const found = await findingsOf(originsCheck(['https://shop.example.com', ...patterns]), {
      files: { 'config/reflex.ts': file },
    })
    assert.deepEqual(
      found.map(({ severity, about, line }) => [severity, about, line]),
      patterns.map((pattern) => ['error', pattern, 3])
    )
    assert.equal(found[0].file, 'config/reflex.ts')
  })

  test('finds functions that let in everybody', async ({ assert }) => {
    const found = await findingsOf(originsCheck((origin) => origin.startsWith('https://')))
    assert.lengthOf(found, 1)
    assert.match(found[0].reason, /nobody has ever heard of/)
  })

  test('is content with hosts of one owner, and with functions that choose', async ({ assert }) => {
    const byRequest = (_: string, request: IncomingMessage) => request.url!.startsWith('/partner')
    for (const allowed of [
      [],
      ['https://shop.example.com', 'https://*.example.com', 'https://*.shop.herokuapp.com'],
      (origin: string) => new URL(origin).hostname.endsWith('.example.com'),
      byRequest,
    ]) {
      assert.deepEqual(await findingsOf(originsCheck(allowed)), [])
    }
  })
})

test.group('Doctor | security/hosts', () => {
  test('finds a server in production that does not know its hosts', async ({ assert }) => {
    const open = hostsCheck(new HostPolicy(undefined, 'production'))
    const known = hostsCheck(new HostPolicy(['shop.example.com'], 'production'))
    const production = { environment: 'production' } as const
    assert.lengthOf(await findingsOf(open, production), 1)
    assert.deepEqual(await findingsOf(known, production), [])
    assert.deepEqual(await findingsOf(open), [])
  })
})

test.group('Doctor | security/trust-proxy', () => {
  test('finds a server that believes everybody', async ({ assert }) => {
    const files = { 'config/app.ts': 'export const http = defineConfig({\n  trustProxy: true,\n})' }
    const [found, ...others] = await findingsOf(
      trustProxyCheck(() => true),
      { files }
    )
    assert.deepEqual(others, [])
    assert.deepEqual([found.file, found.line, found.severity], ['config/app.ts', 2, 'warning'])
  })

  test('is content with proxies of its own', async ({ assert }) => {
    for (const trusts of [
      () => false,
      (address: string) => address === '127.0.0.1',
      (address: string) => address.startsWith('10.') || address === '8.8.8.8',
    ]) {
      assert.deepEqual(await findingsOf(trustProxyCheck(trusts)), [])
    }
  })
})

test.group('Doctor | security/upgrade', () => {
  const parts = (change: Partial<UpgradeParts>): UpgradeParts => ({
    appUrl: 'https://shop.example.com',
    trusts: (address) => address === '127.0.0.1',
    knock: async () => ({ status: 101, message: '' }),
    ...change,
  })

  test('finds an address whose pages cannot open sockets', async ({ assert }) => {
    const sent: object[] = []
    const knock = async (headers: Record<string, string>) => {
      sent.push(headers)
      return { status: 403, message: 'This is another application' }
    }
    const [found] = await findingsOf(upgradeCheck(parts({ knock })))
    assert.equal(found.about, 'https://shop.example.com')
    assert.include(found.reason, 'This is another application')
    assert.deepEqual(sent, [
      {
        'origin': 'https://shop.example.com',
        'host': 'shop.example.com',
        'x-forwarded-for': '203.0.113.9',
        'x-forwarded-host': 'shop.example.com',
        'x-forwarded-proto': 'https',
      },
    ])
  })

  test('is content where a socket opens, and where it cannot try', async ({ assert }) => {
    assert.deepEqual(await findingsOf(upgradeCheck(parts({}))), [])
    const knock = () => Promise.reject(new Error('nobody asked'))
    for (const change of [{ appUrl: undefined }, { appUrl: 'shop' }, { trusts: () => false }]) {
      assert.deepEqual(await findingsOf(upgradeCheck(parts({ knock, ...change }))), [])
    }
  })
})

test.group('Doctor | security/session-cookie', () => {
  const session = (cookie: object) => ({
    session: configProvider.create(async () => ({ cookieName: 'shop', cookie })),
  })

  test('finds cookies that scripts or the network can read: {0}')
    .with([
      ['httpOnly', { httpOnly: false, secure: true }, 'production'],
      ['httpOnly', { secure: true }, 'development'],
      ['secure', { httpOnly: true, secure: false }, 'production'],
      ['sameSite', { httpOnly: true, secure: false, sameSite: 'none' }, 'development'],
    ] as [string, object, 'production' | 'development'][])
    .run(async ({ assert }, [option, cookie, environment]) => {
      const files = {
        'config/session.ts': `export default {\n  cookie: {\n    ${option}: 0,\n  },\n}`,
      }
      const found = await findingsOf(sessionCookieCheck, {
        ...{ files, environment, config: session(cookie) },
      })
      assert.deepEqual(
        found.map(({ severity, about, file, line }) => [severity, about, file, line]),
        [['error', option, 'config/session.ts', 3]]
      )
    })

  test('is content with what AdonisJS writes, and where there are no sessions', async ({
    assert,
  }) => {
    const cookie = { httpOnly: true, sameSite: 'lax' }
    for (const [environment, secure] of [
      ['production', true],
      ['development', false],
    ] as const) {
      const config = session({ ...cookie, secure })
      assert.deepEqual(await findingsOf(sessionCookieCheck, { environment, config }), [])
    }
    assert.deepEqual(await findingsOf(sessionCookieCheck), [])
  })
})

test.group('Doctor | security/app-key', () => {
  test('finds a key that stands in the example', async ({ assert }) => {
    const files = { '.env.example': `PORT=3333\nAPP_KEY="${KEY}"\n` }
    const [found, ...others] = await findingsOf(appKeyCheck({ APP_KEY: KEY }), { files })
    assert.deepEqual(others, [])
    assert.deepEqual([found.severity, found.file, found.line], ['error', '.env.example', 2])
    assert.notInclude(JSON.stringify(found), KEY)
  })

  test('finds keys that can be guessed', async ({ assert }) => {
    for (const key of ['averylongsecret', 'abc'.repeat(20)]) {
      const found = await findingsOf(appKeyCheck({ APP_KEY: key }))
      assert.deepEqual(
        found.map(({ severity }) => severity),
        ['warning']
      )
      assert.notInclude(JSON.stringify(found), key)
    }
  })

  test('is content with a key of the generator, and without one', async ({ assert }) => {
    const files = { '.env.example': 'APP_KEY=\n' }
    assert.deepEqual(await findingsOf(appKeyCheck({ APP_KEY: KEY }), { files }), [])
    assert.deepEqual(await findingsOf(appKeyCheck({ APP_KEY: KEY })), [])
    assert.deepEqual(await findingsOf(appKeyCheck({}), { files }), [])
  })
})

test.group('Doctor | security/multipart', () => {
  const bodyparser = (multipart: object) => ({ config: { bodyparser: { multipart } } })

  test('finds a body parser that takes large files everywhere', async ({ assert }) => {
    const found = await findingsOf(multipartCheck, bodyparser({ autoProcess: true, limit: '2gb' }))
    assert.lengthOf(found, 1)
    assert.include(found[0].reason, '2gb')
  })

  test('is content with small files, and where routes are named', async ({ assert }) => {
    for (const multipart of [
      { autoProcess: true, limit: '20mb' },
      { autoProcess: ['/imports'], limit: '2gb' },
      { autoProcess: false, limit: '2gb' },
      { autoProcess: true },
    ]) {
      assert.deepEqual(await findingsOf(multipartCheck, bodyparser(multipart)), [])
    }
    assert.deepEqual(await findingsOf(multipartCheck), [])
  })
})
