/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import fc from 'fast-check'
import { bytesOf, damaged, word } from '../inputs.ts'
import { HANG, Violation } from '../fuzz_server.ts'
import { exchange } from '../raw_socket.ts'
import { fill } from '../target.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'

/** A sealed text with something before, in the middle or after it, or two of them. */
function sealed(name: string) {
  return fc
    .array(word(`{{${name}}}`, '.', 'v1.', '{{half}}', '{{rest}}'), { minLength: 1, maxLength: 4 })
    .map((some) => bytesOf(some.join(''), 'latin1'))
}

/** What a visitor may do with a sealed text: bring it whole, or in parts. */
function parts(text: string): { half: string; rest: string } {
  const middle = text.length >> 1
  return { half: text.slice(0, middle), rest: text.slice(middle) }
}

/** The body of a request for the cookies of a ticket. */
export const tickets: Target = {
  name: 'tickets',
  inputs: damaged(sealed('ticket')),
  words: ['{{ticket}}', '{{half}}', '{{rest}}', '.'],
  async prepare(server) {
    const host = new URL(server.url).host
    return async (input) => {
      const visitor = new Visitor(server)
      const tab = await visitor.open('/identity')
      const { c: ticket = '' } = await tab.call('CookieState', 'set')
      tab.socket.terminate()
      const body = fill(input, { ticket, ...parts(ticket) })
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

/** The token of a hello. */
export const tokens: Target = {
  name: 'tokens',
  inputs: damaged(sealed('token')),
  words: ['{{token}}', '{{half}}', '{{rest}}', '.', '0', '999999999999999'],
  async prepare(server) {
    return async (input) => {
      const visitor = new Visitor(server)
      const boot = await visitor.load('/')
      const tab = await visitor.connect(boot)
      const { token, build } = boot
      const brought = fill(input, { token, ...parts(token) }).toString()
      const over = new Promise<number>((resolve) => {
        tab.socket.on('message', (data) => {
          if ((JSON.parse(String(data)) as { t?: string }).t === 'welcome') resolve(0)
        })
        tab.socket.on('close', resolve)
        setTimeout(() => resolve(-1), HANG).unref()
      })
      tab.send({ t: 'hello', v: 1, token: brought, build, url: '/', n: 0, id: 0 })
      const code = await over
      tab.socket.terminate()
      if (code === -1) throw new Violation('A hello gets no answer')
      if (code === 1011) throw new Violation('A hello has failed in the server')
    }
  },
}
