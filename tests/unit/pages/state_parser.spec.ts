/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FileSystem } from '@japa/file-system'
import { test } from '@japa/runner'
import { createScanner, failure, pageSource } from './application.ts'

const FILE = 'app/cart/cart_state.ts'

async function scanStates(fs: FileSystem, ...lines: string[]) {
  const scanner = await createScanner(fs, { [FILE]: lines.join('\n') })
  const { states } = await scanner.scan()
  return states.map(({ id, export: name }) => [id, name])
}

test.group('State parser', () => {
  test('takes the name of {0} for its id')
    .with([
      ['export default class CartState {}', 'CartState', 'default'],
      ['export class CartState {}', 'CartState', 'CartState'],
      ['class CartState {}\nexport default CartState', 'CartState', 'default'],
      ['class CartState {}\nexport { CartState as Cart }', 'CartState', 'Cart'],
      ['class CartState {}\nexport { CartState as default }', 'CartState', 'default'],
      ['@decorated() export default class CartState {}', 'CartState', 'default'],
    ])
    .run(async ({ assert, fs }, [code, id, name]) => {
      assert.deepEqual(await scanStates(fs, code), [[id, name]])
    })

  test('prefers a static id', async ({ assert, fs }) => {
    const states = await scanStates(
      fs,
      "export default class CartState { static id = 'shop.cart' }",
      'export class Other { static readonly id = `other` as const }',
      'export class Third { static declare id: string }'
    )
    assert.deepEqual(states, [
      ['shop.cart', 'default'],
      ['other', 'Other'],
      ['Third', 'Third'],
    ])
  })

  test('counts a class once that has several exports', async ({ assert, fs }) => {
    const states = await scanStates(
      fs,
      'export default class CartState {}',
      'export { CartState, CartState as Cart }'
    )
    assert.deepEqual(states, [['CartState', 'default']])
  })

  test('leaves out what is not a state class', async ({ assert, fs }) => {
    const states = await scanStates(
      fs,
      'class Internal {}',
      'export abstract class Base {}',
      'export declare class Declared {}',
      'export interface Item { internal: Internal }',
      'export const TAX = 0.2',
      'export function tax() {}',
      'export enum Size { S, M }',
      'export default class CartState extends Base {}'
    )
    assert.deepEqual(states, [['CartState', 'default']])
  })

  test('refuses {what}')
    .with([
      {
        what: 'a class without a name',
        code: 'export default class extends AppState {}',
        at: '1:16',
        says: /a state class needs a name\. Name it, export default class CartState, or give it a static id/,
      },
      {
        what: 'a static id that is not a literal',
        code: 'export default class CartState {\n  static id = makeId()\n}',
        at: '2:15',
        says: /its static id is not a literal\. Write a string/,
      },
      {
        what: 'a static id that is not a string',
        code: 'export default class CartState {\n  static id = 7\n}',
        at: '2:3',
        says: /has to be a string that is not empty/,
      },
      {
        what: 'an empty static id',
        code: "export default class CartState { static id = '' }",
        at: '1:34',
        says: /has to be a string that is not empty/,
      },
      {
        what: 'an id of this package',
        code: "export default class CartState { static id = '$app' }",
        at: '1:34',
        says: /"\$app" cannot be the id of a state/,
      },
      {
        what: 'an id that is dangerous as a key',
        code: "export default class CartState { static id = '__proto__' }",
        at: '1:34',
        says: /"__proto__" cannot be the id of a state/,
      },
    ])
    .run(async ({ assert, fs }, { code, at, says }) => {
      const error = await failure(scanStates(fs, code))
      assert.equal(error.code, 'E_STATE_FILE')
      assert.match(error.message, /^Cannot use the state file "app\/cart\/cart_state\.ts": /)
      assert.match(error.message, says)
      assert.include(error.message, `at ${FILE}:${at}\n`)
    })

  test('tells where a state file has a syntax error', async ({ assert, fs }) => {
    const error = await failure(scanStates(fs, 'export default class CartState {', '  items = ['))
    assert.equal(error.code, 'E_SOURCE_SYNTAX')
    assert.match(error.message, /at app\/cart\/cart_state\.ts:2:\d+\n/)
  })

  test('tells a page which exports a browser gets when it imports {name}')
    .with([
      { name: 'TAX', why: 'which exists on the server only' },
      { name: 'Base', why: 'which exists on the server only' },
      { name: 'Missing', why: 'which has no such export' },
    ])
    .run(async ({ assert, fs }, { name, why }) => {
      const scanner = await createScanner(fs, {
        'app/states/cart_state.ts': [
          'export const TAX = 0.2',
          'export abstract class Base {}',
          'export default class CartState extends Base {}',
        ].join('\n'),
        'resources/pages/cart.tsx': pageSource(
          '/cart',
          `import CartState, { ${name} } from '#states/cart_state'\nconsole.log(CartState, ${name})`
        ),
      })
      const error = await failure(scanner.scan())
      assert.equal(error.code, 'E_SERVER_ONLY_EXPORT')
      assert.include(
        error.message,
        `"resources/pages/cart.tsx" imports "${name}" from the state file ` +
          `"app/states/cart_state.ts", ${why}. A browser gets its state classes alone ("default"). ` +
          'Move what both sides need to app/shared'
      )
      assert.match(error.message, /at resources\/pages\/cart\.tsx:2:\d+\n/)
    })
})
