/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'

/** Names that every object has, and what the guard puts beside them. */
const NAMES = [...Object.getOwnPropertyNames(Object.prototype), 'handler', 'options']

const BOUNDARY = 'boundary-of-a-form'

/** A form as no browser would post it. */
async function postBody(target: Target, path: string, body: string): Promise<Response> {
  return fetch(`${target.base}${path}`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'accept': 'text/html' },
    body,
  })
}

/** A part that begins with that header, without the boundary that ends it. */
function part(disposition: string): string {
  return [
    `--${BOUNDARY}`,
    `content-disposition: form-data; ${disposition}`,
    'content-type: text/plain',
    '',
    'a file',
    '',
  ].join('\r\n')
}

const END = `--${BOUNDARY}--\r\n`

function post(target: Target, name: string, path: string): Promise<Response> {
  return postBody(target, path, part(`name="${name}"; filename="a.txt"`) + END)
}

/** Routes whose body is read by Adonis, by a handler, and by nobody but Adonis. */
const PATHS = ['/mistakes', '/taken', '/upload-by-hand', '/upload']

test.group('Names of files in a form', (group) => {
  let target: Target

  group.each.teardown(() => target.remove())

  test('no name of a file ends the process', async ({ assert }) => {
    target = await Target.start()
    for (const name of NAMES) {
      for (const sent of [name, `${name}[]`, `${name}[0]`, `${name}.a`]) {
        for (const path of PATHS) {
          const { status } = await post(target, sent, path)
          assert.isBelow(status, 500, `${sent} at ${path}`)
        }
      }
    }
    assert.isTrue(target.alive)
    assert.equal(await target.visit(), 1)
    assert.deepEqual(await target.stop(), [0, null])
  })

  test('a file with an ordinary name arrives', async ({ assert }) => {
    target = await Target.start()
    for (const [name, expected] of [
      ['file', ['file']],
      ['toString', ['toString']],
      // What would change a prototype is left out by the body parser itself
      ['__proto__', []],
    ] as const) {
      const response = await post(target, name, '/upload')
      assert.deepEqual(await response.json(), expected)
    }
  })

  test('no form that ends within a file ends the process', async ({ assert }) => {
    target = await Target.start()
    for (const disposition of [
      'name="file"; filename="a.txt"',
      'name="__proto__"; filename="a.txt"',
      'filename="a.txt"',
      'name=""; filename="a.txt"',
      'name="file"; filename=""',
      'name="field"',
    ]) {
      const whole = `${part('name="other"; filename="b.txt"')}${part(disposition)}`
      for (const path of PATHS) {
        for (const body of [part(disposition), part(disposition).slice(0, -8), whole]) {
          const { status } = await postBody(target, path, body)
          assert.isBelow(status, 500, `${disposition} at ${path}`)
        }
      }
    }
    assert.equal(await target.visit(), 1)
    assert.deepEqual(await target.stop(), [0, null])
  })

  test('no header that cannot be read ends the process', async ({ assert }) => {
    target = await Target.start()
    for (const disposition of [
      `name="file"; filename*=utf-8''%`,
      `name="file"; filename*=utf-8''%ff%fe`,
      `name="file"; filename*=utf-8''${'%E0%A4'.repeat(50)}`,
    ]) {
      for (const path of PATHS) {
        const { status } = await postBody(target, path, part(disposition) + END)
        assert.equal(status, 400, `${disposition} at ${path}`)
      }
    }
    assert.equal(await target.visit(), 1)
    assert.deepEqual(await target.stop(), [0, null])
  })

  test('no name asks for a list or a depth without end', async ({ assert }) => {
    target = await Target.start()
    const { heap } = await target.measure()
    const many = Array.from({ length: 900 }, (_, index) => `list${index}[99999]`)
    for (const names of [
      ['a[4294967294]'],
      ["a['4294967294']"],
      ['a[b]4294967294'],
      ['rows[0].lines[99999999].name'],
      [`a${'[a]'.repeat(20_000)}`],
      [`a${'.b'.repeat(100)}`],
      many,
    ]) {
      for (const path of PATHS) {
        for (const file of ['', '; filename="a.txt"']) {
          const body = names.map((name) => part(`name="${name}"${file}`)).join('') + END
          const { status } = await postBody(target, path, body)
          assert.equal(status, 400, `${names[0].slice(0, 20)}${file} at ${path}`)
        }
      }
    }
    await target.until((measures) => measures.heap < heap + 20_000_000)
    assert.equal(await target.visit(), 1)
    assert.deepEqual(await target.stop(), [0, null])
  })

  test('the guard is still needed', async ({ assert }) => {
    target = await Target.start({ UNGUARDED: '1' })
    await post(target, '__proto__', '/taken').catch(() => {})
    // The end of the process is seen a moment after that of its connection
    const survived = await Promise.race([
      target.ended.then(() => false),
      target.visit().then(
        () => true,
        () => target.ended.then(() => false)
      ),
    ])
    assert.isFalse(
      survived,
      'Adonis has repaired its body parser: remove src/adonis/multipart_guard.ts, its call in the provider, and this test'
    )
  })
})
