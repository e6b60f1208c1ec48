/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import type { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { LimitedLog } from '../../../src/logging/main.ts'
import { SocketAddress } from '../../../src/transport/main.ts'

const HOUR = 60 * 60_000

test.group('The address of sockets, asked over HTTP', () => {
  test('says that it is one, and in the log what is between and why, once an hour', async ({
    assert,
    cleanup,
  }) => {
    const lines: { code?: string; via?: string; kind?: string; left?: number }[] = []
    const logger = { warn: (fields: never) => void lines.push(fields) } as unknown as Logger
    // Real again before the test is over: Japa stops the clock of the test with what is there then
    using clock = { timers: mock.timers, [Symbol.dispose]: () => mock.timers.reset() }
    clock.timers.enable({ apis: ['setTimeout'] })
    const advice = new LimitedLog(logger, { lines: 1, interval: HOUR })
    let isClosing = false
    const address = new SocketAddress(advice, () => isClosing)
    const server = createServer((request, reply) => address.respond(request, reply))
    server.listen(0)
    await once(server, 'listening')
    cleanup(() => void server.close())
    const url = `http://localhost:${(server.address() as AddressInfo).port}/_event`
    const ask = async (query: string) =>
      (await fetch(url + query, { headers: { via: '1.1 plain' } })).status

    for (const query of ['?blocked', '', '?blocked', '?x=1']) assert.equal(await ask(query), 426)
    assert.deepEqual(
      lines.map(({ code, via }) => [code, via]),
      [
        ['E_SOCKET_BLOCKED', '1.1 plain'],
        ['E_UPGRADE_MISSING', '1.1 plain'],
      ]
    )
    clock.timers.tick(HOUR)
    // Nobody silences it for ever, and nobody fills the log
    assert.deepEqual(lines.slice(2), [
      { kind: 'E_SOCKET_BLOCKED', left: 1 },
      { kind: 'E_UPGRADE_MISSING', left: 1 },
    ])
    for (let time = 0; time < 20; time++) await ask('?blocked')
    assert.containsSubset(lines.slice(4), [{ code: 'E_SOCKET_BLOCKED' }])
    clock.timers.tick(HOUR)
    assert.deepEqual(lines.slice(5), [{ kind: 'E_SOCKET_BLOCKED', left: 19 }])
    clock.timers.tick(HOUR)
    assert.lengthOf(lines, 6)
    // A browser that connects elsewhere meanwhile is not to take it for a blocked network
    isClosing = true
    assert.equal(await ask('?blocked'), 503)
  })
})
