/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import type { LimitedLog } from '../../../src/logging/main.ts'
import { SocketAddress } from '../../../src/transport/main.ts'

test.group('The address of sockets, asked over HTTP', () => {
  test('says that it is one, and in the log once what is between and why', async ({
    assert,
    cleanup,
  }) => {
    const lines: { code: string; via?: string }[] = []
    const refusals = { warn: (fields: never) => void lines.push(fields) }
    let isClosing = false
    const address = new SocketAddress(refusals as unknown as LimitedLog, () => isClosing)
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
    // A browser that connects elsewhere meanwhile is not to take it for a blocked network
    isClosing = true
    assert.equal(await ask('?blocked'), 503)
  })
})
