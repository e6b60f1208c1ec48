/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import { defineConfig } from '@adonisjs/core/bodyparser'
import { HttpContextFactory, RequestFactory } from '@adonisjs/core/factories/http'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { formToText } from '../../../src/client/main.ts'
import { readForm } from '../../../src/tabs/form_fields.ts'
import type { FormOptions } from '../../../src/tabs/form_fields.ts'

type Entry = [string, string | Blob]

function form(...entries: Entry[]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

/** The fields of a form as a handler gets them from our client. */
function sent(entries: Entry[], options: Partial<FormOptions> = {}): unknown {
  const all = { convertEmptyStringsToNull: true, trimWhitespaces: true, ...options }
  return readForm([formToText(form(...entries))], 1, all)[0]
}

/** The same form as a controller gets it when a browser posts it. */
async function posted(entries: Entry[], options: Partial<FormOptions> = {}): Promise<unknown> {
  const body = new URLSearchParams(entries as [string, string][]).toString()
  const message = new IncomingMessage(new Socket())
  message.method = 'POST'
  message.url = '/'
  message.headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
  }
  message.push(body)
  message.push(null)
  const request = new RequestFactory()
    .merge({ req: message, res: new ServerResponse(message) })
    .create()
  const ctx = new HttpContextFactory().merge({ request }).create()
  const config = defineConfig({ form: options as object })
  await new BodyParserMiddleware(config).handle(ctx, async () => {})
  return request.body()
}

const part = fc.oneof(
  fc.constantFrom('a', 'b', '0', '1', '17', '21', '1001', 'toString', '__proto__', 'first name'),
  fc.string({ maxLength: 3 })
)

/** Names as forms have them, and worse. */
const name = fc
  .tuple(
    part,
    fc.array(
      fc.oneof(
        part.map((key) => `[${key}]`),
        part.map((key) => `.${key}`),
        fc.constantFrom('[]', '[', ']', '[][]')
      ),
      { maxLength: 6 }
    )
  )
  .map(([first, rest]) => first + rest.join(''))

const text = fc.oneof(fc.constantFrom('', ' ', ' x ', 'a,b', 'ä+&='), fc.string({ maxLength: 5 }))

test.group('Forms', () => {
  test('are to a handler what the same form is to a controller', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, text), { minLength: 1, maxLength: 30 }),
        fc.record({
          convertEmptyStringsToNull: fc.boolean(),
          trimWhitespaces: fc.boolean(),
          queryString: fc.constantFrom({}, { allowDots: true }, { arrayLimit: 100, depth: 2 }),
        }),
        async (entries, options) => {
          assert.deepEqual(sent(entries, options), await posted(entries, options))
        }
      ),
      { numRuns: 200 }
    )
  })

  test('with numbers in brackets are what they are without the script', async ({ assert }) => {
    for (const entries of [
      [
        ['qty[17]', '3'],
        ['qty[21]', '4'],
      ],
      [
        ['items[2][name]', 'c'],
        ['items[0][name]', 'a'],
      ],
      [['items[4000000000]', 'x']],
      [['a.b', 'c']],
      [
        ['tag', 'a'],
        ['tag', 'b'],
        ['tags[]', 'c'],
      ],
      [
        ['a', '1'],
        ['a[b]', '2'],
      ],
    ] as Entry[][]) {
      assert.deepEqual(sent(entries), await posted(entries))
    }
    assert.deepEqual(
      sent([
        ['qty[17]', '3'],
        ['qty[21]', '4'],
      ]),
      { qty: { 17: '3', 21: '4' } }
    )
  })

  test('reach no prototype')
    .with([
      '__proto__',
      '__proto__[polluted]',
      'constructor[prototype][polluted]',
      'a[__proto__][polluted]',
      'a[b][prototype]',
      '[__proto__][polluted]',
    ])
    .run(({ assert }, field) => {
      const result = sent([
        [field, 'yes'],
        ['fine', '1'],
      ]) as object
      assert.propertyVal(result, 'fine', '1')
      assert.strictEqual(Object.getPrototypeOf(result), Object.prototype)
      assert.isUndefined(({} as { polluted?: string }).polluted)
    })

  test('leave other arguments alone', ({ assert }) => {
    const options = { convertEmptyStringsToNull: true, trimWhitespaces: true }
    assert.deepEqual(readForm([' a=b ', 'a=+b'], 2, options), [' a=b ', { a: 'b' }])
    assert.deepEqual(readForm([{ a: ' ' }], 1, options), [{ a: null }])
  })

  test('refuse a file and say what to do', ({ assert }) => {
    assert.plan(2)
    try {
      formToText(form(['photo', new Blob(['x'])]))
    } catch (error) {
      assert.equal((error as { code: string }).code, 'E_FILE_ARGUMENT')
      assert.match((error as Error).message, /"photo" holds a file.*@rx\.upload\(\)/)
    }
  })

  test('leave out a field for a file without one, and name the others', ({ assert }) => {
    const empty = new File([], '')
    assert.equal(formToText(form(['a', '1'], ['photo', empty])), 'a=1')
    const names: string[] = []
    const take = (file: File) => names[names.push(file.name) - 1]
    const photos = ['x.png', 'y.png'].map((each) => ['photos[]', new File(['x'], each)] as Entry)
    assert.equal(formToText(form(...photos), take), 'photos%5B%5D=x.png&photos%5B%5D=y.png')
  })
})
