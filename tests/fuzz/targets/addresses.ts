/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import fc from 'fast-check'
import { bytesOf, damaged, word } from '../inputs.ts'
import { Violation } from '../fuzz_server.ts'
import { exchange } from '../raw_socket.ts'
import { fill } from '../target.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'

const parameter = fc
  .tuple(
    word('page', 'sort', 'q', 'tags', 'tags[]', 'page[a]', 'a.b', '%70age'),
    word('2', '-1', 'price', '1e3', '%20', '{"a":1}', '+', 'j%3A%7B%7D')
  )
  .map(([name, value]) => `${name}=${value}`)

const query = fc.array(parameter, { maxLength: 6 }).map((list) => list.join('&'))

const cookie = fc
  .tuple(
    word('theme', 'banner', 'lab_session', 'reflex_tab', '{{session}}'),
    word('s%3Ax.y', 'j:{"$value":0}', 'j:[', '{{theme}}', 'e%3Ax', '""', '{{tab}}')
  )
  .map(([name, value]) => `${name}=${value}`)

const cookies = fc.array(cookie, { maxLength: 4 }).map((list) => list.join('; '))

/** The query string of a page with vars in its address, a line break, and its cookies. */
export const addresses: Target = {
  name: 'addresses',
  inputs: damaged(
    fc.tuple(query, cookies).map(([first, second]) => bytesOf(`${first}\n${second}`))
  ),
  words: [
    'page=',
    '&sort=price',
    '[]',
    '%',
    '%00',
    '__proto__',
    'reflex_tab={{tab}}',
    'theme={{theme}}',
    'j:',
  ],
  async prepare(server) {
    const host = new URL(server.url).host
    const visitor = new Visitor(server)
    const tab = await visitor.open('/places')
    await tab.call('PlacesState', 'paint', 'dark')
    tab.socket.terminate()
    return async (input) => {
      const id = tab.boot.token.split('.')[0]
      const theme = visitor.cookies.get('theme') ?? ''
      const [path, line = ''] = fill(input, { session: 'lab_session', tab: id, theme })
        .toString('latin1')
        .split('\n')
      const head = [
        // Node refuses what is no request by itself
        `GET /places?${path.replace(/[^!-~\u0080-\u00ff]/g, '')} HTTP/1.1`,
        `Host: ${host}`,
        `Cookie: ${visitor.cookie}; ${line.replace(/[^ -~\u0080-\u00ff]/g, '')}`,
        'Accept: text/html',
      ]
      const request = bytesOf(`${head.join('\r\n')}\r\n\r\n`, 'latin1')
      const { status, text } = await exchange(server.port, request, true)
      if (status! >= 500) throw new Violation(`An address was answered with ${text}`)
    }
  },
}
