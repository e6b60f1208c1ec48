/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { bytesOf, damaged, word } from '../inputs.ts'
import { Violation } from '../fuzz_server.ts'
import { sendAndReceive } from '../raw_socket.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'

interface Part {
  fin: boolean
  rsv: number
  opcode: number
  /** The length as it is said, when that is not the true one. */
  said: number | null
  /** Bits that the length is written with. */
  bits: 7 | 16 | 64
  mask: number | null
  payload: Uint8Array
}

/** A frame as RFC 6455 writes it, section 5.2. */
export function encode({ fin, rsv, opcode, said, bits, mask, payload }: Part): Buffer {
  const length = said ?? payload.length
  const width = length > 65_535 ? 64 : length > 125 && bits === 7 ? 16 : bits
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode]
  const marked = mask === null ? 0 : 0x80
  if (width === 7) head.push(marked | length)
  else if (width === 16) head.push(marked | 126, length >> 8, length & 0xff)
  else {
    const wide = Buffer.alloc(8)
    wide.writeBigUInt64BE(BigInt(length))
    head.push(marked | 127, ...wide)
  }
  if (mask === null) return Buffer.concat([Buffer.from(head), payload])
  const key = Buffer.alloc(4)
  key.writeUInt32BE(mask)
  const masked = payload.map((byte, index) => byte ^ key[index % 4])
  return Buffer.concat([Buffer.from(head), key, masked])
}

const payload = fc.oneof(
  word(
    '{"t":"ping"}',
    '{"t":"event","id":1,"s":"CounterState","e":"increment"}',
    '{"t":"ack"}'
  ).map((text) => bytesOf(text)),
  fc.uint8Array({ maxLength: 40 })
)

/** Half of all parts are as a client of ours sends them. */
const part = fc.oneof(
  payload.map((content) =>
    encode({
      fin: true,
      rsv: 0,
      opcode: 1,
      said: null,
      bits: 7,
      mask: 0x12345678,
      payload: content,
    })
  ),
  fc
    .record<Part>({
      fin: fc.boolean(),
      rsv: fc.constantFrom(0, 0, 0, 0, 1, 4, 7),
      opcode: fc.constantFrom(0, 0, 1, 1, 2, 8, 8, 9, 10, 3, 15),
      said: fc.option(fc.constantFrom(0, 1, 125, 126, 65_535, 70_000, 2 ** 32, 2 ** 53 - 1), {
        freq: 8,
      }),
      bits: fc.constantFrom(7, 7, 16, 64),
      mask: fc.option(fc.nat(2 ** 31), { freq: 8 }),
      payload,
    })
    .map(encode)
)

/** Fragments of one byte, without an end. */
const crumbs = fc.integer({ min: 1, max: 3_000 }).map((count) => {
  const first = { fin: false, rsv: 0, opcode: 1, said: null, bits: 7, mask: 1 } as const
  const crumb = encode({ ...first, opcode: 0, payload: bytesOf('x') })
  return Buffer.concat([encode({ ...first, payload: bytesOf('x') }), ...Array(count).fill(crumb)])
})

const stream = fc.oneof(
  { weight: 12, arbitrary: fc.array(part, { maxLength: 8 }).map((parts) => Buffer.concat(parts)) },
  { weight: 1, arbitrary: crumbs }
)

/** Bytes that follow an upgrade. The first of them says whether a hello comes before. */
export const wire: Target = {
  name: 'wire',
  inputs: damaged(
    fc
      .tuple(fc.nat(1), stream)
      .map(([first, bytes]) => Buffer.concat([Buffer.from([first]), bytes]))
  ),
  words: [
    '\x81\x80\0\0\0\0',
    '\x01\x81\0\0\0\0x',
    '\x00\x81\0\0\0\0x',
    '\x88\x82\0\0\0\0\x03\xe8',
    '\x89\xfe',
  ],
  async prepare(server) {
    const host = new URL(server.url).host
    return async (input) => {
      const visitor = new Visitor(server)
      const { token, build } = await visitor.load('/')
      const socket = connect(server.port, '127.0.0.1')
      socket.on('error', () => {})
      const head = [
        'GET /_event HTTP/1.1',
        `Host: ${host}`,
        `Origin: http://${host}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        `Cookie: ${visitor.cookie}`,
      ]
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
      const [chunk] = (await once(socket, 'data')) as [Buffer]
      if (!chunk.toString().startsWith('HTTP/1.1 101 ')) {
        throw new Violation(`A right upgrade was answered with ${chunk.toString()}`)
      }
      if (input.length > 0 && input[0] % 2 === 0) {
        const hello = JSON.stringify({ t: 'hello', v: 1, token, build, url: '/', n: 0, id: 0 })
        const greeting = { fin: true, rsv: 0, opcode: 1, said: null, bits: 7, mask: 7 } as const
        socket.write(encode({ ...greeting, payload: bytesOf(hello) }))
        await once(socket, 'data')
      }
      await sendAndReceive(socket, input.subarray(1), 15)
    }
  },
}
