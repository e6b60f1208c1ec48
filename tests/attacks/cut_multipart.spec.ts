/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { RawSocket } from '../helpers/attacks/raw_socket.ts'
import { Target } from '../helpers/attacks/target.ts'

const BOUNDARY = 'boundary-of-a-form'

/** Parts of a form, as their dispositions: browsers send the second for a file that nobody has chosen. */
const PARTS = {
  'a file without a name': 'form-data; filename="a.txt"',
  'no file': 'form-data; name="file"; filename=""',
  'a file': 'form-data; name="file"; filename="a.txt"',
  'a file in a list': 'form-data; name="file[]"; filename="a.txt"',
  'a field': 'form-data; name="field"',
  'nothing': 'form-data',
}

/** What reads them: the body parser before a page, before a route, and a route that has no handler for files. */
const PATHS = ['/query', '/upload', '/upload-by-hand']

/** What reaches into a file that came before. */
const INTO_A_FILE = [
  'file.isValid',
  'file.validate',
  'file.errors[0]',
  'file.toJSON',
  'file.meta.a',
  'file.size.a',
  'file[0]',
  'file[]',
]

function part(disposition: string, content = 'some content'): string {
  return `--${BOUNDARY}\r\ncontent-disposition: ${disposition}\r\n\r\n${content}`
}

function file(name: string): string {
  return `${part(`form-data; name="${name}"; filename="a.txt"`)}\r\n`
}

/** Posts bytes as the body of a form, and waits for the end of the connection. */
async function post(
  target: Target,
  path: string,
  body: string,
  { more = 0 }: { more?: number } = {}
): Promise<number> {
  const raw = await RawSocket.connect(target)
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(target.base).host}`,
    `content-type: multipart/form-data; boundary=${BOUNDARY}`,
    `content-length: ${Buffer.byteLength(body) + more}`,
    'accept: text/html',
    'connection: close',
  ]
  await raw.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`))
  if (more > 0) {
    raw.socket.end()
    raw.socket.resume()
    await raw.closed
    return 0
  }
  return Number(/^HTTP\/1\.1 (\d+)/.exec(await raw.text())?.[1])
}

test.group('A multipart body', (group) => {
  let target: Target

  group.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })
  group.each.teardown(async () => {
    // A process that has ended is not to fail the next test too
    if (!target.alive) target = await Target.start()
  })

  for (const [what, disposition] of Object.entries(PARTS)) {
    test(`whose connection ends in ${what} ends no process`, async ({ assert }) => {
      const before = await target.measure()
      for (const path of PATHS) {
        await post(target, path, part(disposition), { more: 1_000 })
        await post(target, path, file('first') + part(disposition, ''), { more: 1_000 })
        assert.equal(await target.visit(), 1)
      }
      await target.until(({ descriptors }) => descriptors <= before.descriptors)
    })
  }

  test('whose names reach into a file that came before ends no process', async ({ assert }) => {
    for (const path of PATHS) {
      for (const name of INTO_A_FILE) {
        for (const second of [file(name), `${part(`form-data; name="${name}"`)}\r\n`]) {
          const body = `${file('file')}${second}--${BOUNDARY}--\r\n`
          assert.isBelow(await post(target, path, body), 500, `${name} at ${path}`)
        }
      }
      assert.equal(await target.visit(), 1)
    }
  })

  test('of an unknown encoding is refused', async ({ assert }) => {
    for (const path of PATHS) {
      const encoded = `${BOUNDARY}\r\ncontent-transfer-encoding: rot13\r\n`
      const body = `--${encoded}${part('form-data; name="a"; filename="b"').slice(BOUNDARY.length + 4)}`
      assert.equal(await post(target, path, `${body}\r\n--${BOUNDARY}--\r\n`), 400, path)
      assert.equal(await target.visit(), 1)
    }
  })
})
