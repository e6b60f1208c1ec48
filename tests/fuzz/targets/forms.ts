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

const field = fc.tuple(
  word(
    '_csrf',
    '$reflex:PlacesState/next',
    '$reflex:PlacesState/find',
    'a[b][c]',
    'a[]',
    'q',
    '_method'
  ),
  word('{{csrf}}', '', '1', 'x')
)

const fields = fc
  .array(field, { maxLength: 6 })
  .map((list): [string, string][] => [
    ['_csrf', '{{csrf}}'],
    ['$reflex:PlacesState/next', ''],
    ...list,
  ])

const urlencoded = fields.map((list) => {
  const pairs = list.map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
  )
  // The token is filled in as it is
  const body = pairs.join('&').replaceAll('%7B%7Bcsrf%7D%7D', '{{csrf}}')
  return `application/x-www-form-urlencoded\n${body}`
})

const disposition = word(
  'form-data',
  'attachment',
  'form-data; filename="a.txt"',
  'form-data; name'
)

const multipart = fc
  .record({
    list: fields,
    disposition,
    boundary: word('xx', '----WebKitFormBoundary', 'x y'),
    isClosed: fc.boolean(),
  })
  .map(({ list, disposition: kind, boundary, isClosed }) => {
    const parts = list.map(
      ([name, value], index) =>
        `--${boundary}\r\nContent-Disposition: ${index < 2 ? 'form-data' : kind}; name="${name}"\r\n\r\n${value}\r\n`
    )
    const end = isClosed ? `--${boundary}--\r\n` : ''
    return `multipart/form-data; boundary=${boundary}\n${parts.join('')}${end}`
  })

const other = fc
  .tuple(word('application/json', 'text/plain', 'application/vnd.api+json'), word('{}', '[', '"'))
  .map(([type, body]) => `${type}\n${body}`)

/** A post of a form without a script: its content type, a line break, its body. */
export const forms: Target = {
  name: 'forms',
  inputs: damaged(
    fc
      .oneof(
        { weight: 3, arbitrary: urlencoded },
        { weight: 3, arbitrary: multipart },
        { weight: 1, arbitrary: other }
      )
      .map((text) => bytesOf(text))
  ),
  words: [
    '%24reflex%3APlacesState%2Fnext=',
    '&_csrf={{csrf}}',
    '[__proto__]',
    '[0][0]',
    '\r\n--xx\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n',
    '--xx--',
    '%',
  ],
  async prepare(server) {
    const host = new URL(server.url).host
    const visitor = new Visitor(server)
    const { csrf = '' } = await visitor.load('/places')
    return async (input) => {
      const filled = fill(input, { csrf: csrf.replaceAll('&#x3D;', '=') })
      const index = filled.indexOf('\n')
      const type = filled
        .subarray(0, Math.max(index, 0))
        .toString('latin1')
        .replace(/[^ -~]/g, '')
      const body = filled.subarray(index + 1)
      const head = [
        'POST /places HTTP/1.1',
        `Host: ${host}`,
        `Content-Type: ${type}`,
        `Content-Length: ${body.length}`,
        `Cookie: ${visitor.cookie}`,
        'Accept: text/html',
      ]
      const request = Buffer.concat([bytesOf(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body])
      const { status, text } = await exchange(server.port, request, true)
      if (status! >= 500) throw new Violation(`A form was answered with ${text}`)
    }
  },
}
