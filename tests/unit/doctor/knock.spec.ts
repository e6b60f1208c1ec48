/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { test } from '@japa/runner'
import { LimitedLog } from '../../../src/logging/main.ts'
import type { TabService } from '../../../src/tabs/main.ts'
import { Gateway, HostPolicy, OriginPolicy } from '../../../src/transport/main.ts'
import { knockAt } from '../../../src/transport/checks/main.ts'

/** A server that believes proxies, or does not. */
function gateway(trusts: boolean): Gateway {
  const logger = new LoggerFactory().create()
  const said = (header: string, request: IncomingMessage) =>
    trusts ? (request.headers[header] as string | undefined) : undefined
  const hostOf = (request: IncomingMessage) =>
    said('x-forwarded-host', request) ?? request.headers.host ?? null
  const protocolOf = (request: IncomingMessage) => said('x-forwarded-proto', request) ?? 'http'
  return new Gateway({
    tabs: {} as TabService,
    logger,
    refusals: new LimitedLog(logger),
    encryption: new EncryptionFactory().create(),
    origins: new OriginPolicy([], { host: hostOf, protocol: protocolOf }),
    hosts: new HostPolicy(['shop.example.com'], 'production'),
    limits: {
      ...{ frameSize: 1_000, eventsPerSecond: 10, unsentBytes: 1_000 },
      ...{ helloTimeout: 1_000, idleTimeout: 1_000 },
    },
    sessionOf: () => '',
    hostOf,
    protocolOf,
  })
}

const from = (origin: string) => ({
  'origin': origin,
  'host': new URL(origin).host,
  'x-forwarded-host': new URL(origin).host,
  'x-forwarded-proto': 'https',
})

test.group('Doctor | a knock', () => {
  test('opens a socket', async ({ assert }) => {
    const knock = await knockAt(gateway(true), from('https://shop.example.com'))
    assert.deepEqual(knock, { status: 101, message: '' })
  })

  test('hears why none is opened', async ({ assert }) => {
    const untrusted = await knockAt(gateway(false), from('https://shop.example.com'))
    assert.equal(untrusted.status, 403)
    assert.match(untrusted.message, /name it in trustProxy of config\/app\.ts/)
    const foreign = await knockAt(gateway(true), from('https://other.example.com'))
    assert.equal(foreign.status, 403)
    assert.match(foreign.message, /list it in allowedHosts of config\/reflex\.ts/)
  })
})
