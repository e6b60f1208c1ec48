/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { bytesOf, damaged, partsOf, sealed } from '../inputs.ts'
import { Violation } from '../fuzz_server.ts'
import { exchange } from '../raw_socket.ts'
import { fill } from '../target.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'

/** The body of a request for the cookies of a ticket. */
export const tickets: Target = {
  name: 'tickets',
  inputs: damaged(sealed('ticket').map((text) => bytesOf(text, 'latin1'))),
  words: ['{{ticket}}', '{{half}}', '{{rest}}', '.'],
  async prepare(server) {
    const host = new URL(server.url).host
    return async (input) => {
      const visitor = new Visitor(server)
      const tab = await visitor.open('/identity')
      const { c: ticket = '' } = await tab.call('CookieState', 'set')
      tab.socket.terminate()
      const body = fill(input, { ticket, ...partsOf(ticket) })
      const head = [
        'POST /_event/cookies HTTP/1.1',
        `Host: ${host}`,
        `Origin: http://${host}`,
        'Content-Type: text/plain',
        `Content-Length: ${body.length}`,
        `Cookie: ${visitor.cookie}`,
      ]
      const request = Buffer.concat([bytesOf(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body])
      const { status, text } = await exchange(server.port, request, true)
      if (status! >= 500) throw new Violation(`A ticket was answered with ${text}`)
    }
  },
}
