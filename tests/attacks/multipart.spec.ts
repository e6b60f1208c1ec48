/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'

/** Names that every object has, and what the guard puts beside them. */
const NAMES = [...Object.getOwnPropertyNames(Object.prototype), 'handler', 'options']

/** A form with a file of that name, as no browser would post it. */
async function post(target: Target, name: string, path: string): Promise<Response> {
  const boundary = 'boundary-of-a-form'
  return fetch(`${target.base}${path}`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'accept': 'text/html' },
    body: [
      `--${boundary}`,
      `content-disposition: form-data; name="${name}"; filename="a.txt"`,
      'content-type: text/plain',
      '',
      'a file',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  })
}

test.group('Names of files in a form', (group) => {
  let target: Target

  group.each.teardown(() => target.remove())

  test('no name of a file ends the process', async ({ assert }) => {
    target = await Target.start()
    for (const name of NAMES) {
      for (const sent of [name, `${name}[]`, `${name}[0]`, `${name}.a`]) {
        for (const path of ['/forms', '/taken', '/upload-by-hand']) {
          const { status } = await post(target, sent, path)
          assert.isBelow(status, 500, `${sent} at ${path}`)
        }
      }
    }
    assert.isTrue(target.alive)
    assert.equal(await target.visit(), 1)
    assert.deepEqual(await target.stop(), [0, null])
  }).timeout(60_000)

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
