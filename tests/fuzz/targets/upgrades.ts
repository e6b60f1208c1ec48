/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import fc from 'fast-check'
import { bytesOf, damaged, word } from '../inputs.ts'
import { exchange } from '../raw_socket.ts'
import { fill } from '../target.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'
import { Violation } from '../fuzz_server.ts'

const HEADERS = [
  'Host: {{host}}',
  'Origin: http://{{host}}',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Cookie: {{cookie}}',
]

const name = word(
  'Host',
  'Origin',
  'Upgrade',
  'Connection',
  'Cookie',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Version',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Protocol',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Forwarded-For',
  'Content-Length',
  'Transfer-Encoding',
  'Expect',
  'Accept-Language'
)

const value = word(
  '{{host}}',
  'http://{{host}}',
  'https://partner.example',
  'https://a.trusted.example',
  'null',
  'websocket',
  'h2c',
  'close',
  'keep-alive, Upgrade',
  '{{cookie}}',
  'lab_session=s%3Aabc; lab_session="',
  'reflex_tab=abc; =; ;=x; a=%E0%A4%A',
  'permessage-deflate; server_max_window_bits=99',
  'chunked',
  '100-continue',
  '5'
)

const target = word('/_event', '/_event?x=1', '/_event/cookies', '/', '*', 'http://x/_event')

/** The headers of a right upgrade, some left out, others between them, and what follows. */
const upgrade = fc
  .record({
    method: word('GET', 'POST', 'OPTIONS', 'CONNECT'),
    target,
    left: fc.array(fc.nat(HEADERS.length - 1), { maxLength: 2 }),
    added: fc.array(fc.tuple(name, value), { maxLength: 4 }),
    tail: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ method, target: url, left, added, tail }) => {
    const right = HEADERS.filter((_, index) => !left.includes(index))
    const others = added.map(([header, content]) => `${header}: ${content}`)
    const head = [`${method} ${url} HTTP/1.1`, ...right, ...others].join('\r\n')
    return Buffer.concat([bytesOf(`${head}\r\n\r\n`, 'latin1'), tail])
  })

/** What a stranger sends before there is a socket. */
export const upgrades: Target = {
  name: 'upgrades',
  inputs: damaged(upgrade),
  words: [...HEADERS.map((header) => `${header}\r\n`), '\r\n\r\n', 'GET /_event HTTP/1.1\r\n'],
  async prepare(server) {
    const visitor = new Visitor(server)
    await visitor.load('/')
    const host = new URL(server.url).host
    return async (input) => {
      const bytes = fill(input, { host, cookie: visitor.cookie })
      const { status, text } = await exchange(server.port, bytes, false)
      if (status === 500) throw new Violation(`Answered with ${text}`)
    }
  },
}
