/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import { HostPolicy } from '../../../src/transport/host_policy.ts'
import { originAdvice } from '../../../src/transport/proxy_advice.ts'

const request = (headers: IncomingHttpHeaders = {}) => ({ headers }) as IncomingMessage

test.group('Hosts', () => {
  test('in development are this machine and addresses, until others are named', ({ assert }) => {
    const allows = (policy: HostPolicy) =>
      ['localhost:3333', 'a.localhost', '127.0.0.1', '[::1]:80', '192.168.1.5:3333', 'evil.example']
        .filter((host) => policy.allows(host, request()))
        .join(' ')
    const machine = 'localhost:3333 a.localhost 127.0.0.1 [::1]:80'
    assert.equal(allows(new HostPolicy(undefined, 'development')), `${machine} 192.168.1.5:3333`)
    assert.equal(allows(new HostPolicy([], 'development')), machine)
    assert.equal(allows(new HostPolicy(['evil.example'], 'test')), `${machine} evil.example`)
    assert.equal(allows(new HostPolicy(['localhost:3333'], 'production')), 'localhost:3333')
  })

  test('in production are all, until some are named', ({ assert }) => {
    assert.isTrue(new HostPolicy(undefined, 'production').allows('any.example', request()))
    assert.isFalse(new HostPolicy([], 'production').allows('any.example', request()))
    const byFunction = new HostPolicy((host) => host.startsWith('a.'), 'production')
    assert.isTrue(byFunction.allows('a.example', request()))
    assert.isFalse(byFunction.allows('b.example', request()))
  })

  for (const host of ['', 'a b', 'a/b', 'user@app.example', 'app.example#', '[::', 'a\\b']) {
    test('are no texts that are none: "{$self}"', ({ assert }) => {
      assert.isFalse(new HostPolicy(['app.example', '*.b'], 'production').allows(host, request()))
      assert.isFalse(new HostPolicy(undefined, 'production').allows(host, request()))
    }).with([host])
  }
})

test.group('Advice about an origin', () => {
  test('is to trust the proxy that has said what the browser asked for', ({ assert }) => {
    const origin = 'https://app.example.com'
    const protocol = originAdvice(request({ origin, 'x-forwarded-proto': 'https' }), {
      host: 'app.example.com',
      protocol: 'http',
    })
    assert.include(protocol, 'is not trusted')
    const host = originAdvice(request({ origin, 'x-forwarded-host': 'app.example.com' }), {
      host: 'upstream',
      protocol: 'http',
    })
    assert.include(host, 'is not trusted')
  })
})
