/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { formToObject } from '../../../src/client/main.ts'

function form(...entries: [string, string | Blob][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

test.group('Forms', () => {
  test('reads fields by name', ({ assert }) => {
    assert.deepEqual(formToObject(form(['name', 'Tea'], ['price', '3'], ['note', ''])), {
      name: 'Tea',
      price: '3',
      note: '',
    })
    assert.deepEqual(formToObject(form()), {})
  })

  test('makes a list of a name that comes several times', ({ assert }) => {
    assert.deepEqual(formToObject(form(['tag', 'a'], ['tag', 'b'], ['tag', 'c'])), {
      tag: ['a', 'b', 'c'],
    })
    assert.deepEqual(formToObject(form(['tags[]', 'a'])), { tags: ['a'] })
    assert.deepEqual(formToObject(form(['tags[]', 'a'], ['tags[]', 'b'])), { tags: ['a', 'b'] })
  })

  test('makes objects of names with brackets and dots', ({ assert }) => {
    assert.deepEqual(
      formToObject(form(['user[name]', 'Ada'], ['user[address][city]', 'London'], ['a.b', 'c'])),
      { user: { name: 'Ada', address: { city: 'London' } }, a: { b: 'c' } }
    )
    assert.deepEqual(formToObject(form(['a[b].c', '1'])), { a: { b: { c: '1' } } })
  })

  test('makes lists of names with indices, in their order and without holes', ({ assert }) => {
    assert.deepEqual(
      formToObject(form(['items[2][name]', 'c'], ['items[0][name]', 'a'], ['items[0][id]', '1'])),
      { items: [{ name: 'a', id: '1' }, { name: 'c' }] }
    )
  })

  test('does not make a list as long as an index says', ({ assert }) => {
    assert.deepEqual(formToObject(form(['items[4000000000]', 'x'])), {
      items: { 4000000000: 'x' },
    })
  })

  test('takes names that are no path as they are', ({ assert }) => {
    assert.deepEqual(formToObject(form(['[', '1'], ['first name', '2'])), {
      '[': '1',
      'first name': '2',
    })
  })

  test('lets the last one win when a name is a field and an object', ({ assert }) => {
    assert.deepEqual(formToObject(form(['a', '1'], ['a[b]', '2'])), { a: { b: '2' } })
    assert.deepEqual(formToObject(form(['a[b]', '2'], ['a', '1'])), { a: '1' })
  })

  test('leaves out names that lead to a prototype')
    .with([
      '__proto__',
      '__proto__[polluted]',
      '__proto__.polluted',
      'constructor[prototype][polluted]',
      'a[__proto__][polluted]',
      'a.constructor.prototype.polluted',
      'a[b][prototype]',
      '[__proto__][polluted]',
    ])
    .run(({ assert }, name) => {
      const result = formToObject(form([name, 'yes'], ['fine', '1']))
      assert.deepEqual(result, { fine: '1' })
      assert.strictEqual(Object.getPrototypeOf(result), Object.prototype)
      assert.isUndefined(({} as { polluted?: string }).polluted)
    })

  test('has fields that are named like members of an object', ({ assert }) => {
    const result = formToObject(form(['toString', 'a'], ['hasOwnProperty', 'b']))
    assert.deepEqual(Object.entries(result), [
      ['toString', 'a'],
      ['hasOwnProperty', 'b'],
    ])
  })

  test('refuses a file and says what to do', ({ assert }) => {
    assert.plan(2)
    try {
      formToObject(form(['photo', new Blob(['x'])]))
    } catch (error) {
      assert.equal((error as { code: string }).code, 'E_FILE_ARGUMENT')
      assert.match((error as Error).message, /"photo" holds a file.*Upload the file first/)
    }
  })

  test('reads query strings as well', ({ assert }) => {
    assert.deepEqual(formToObject(new URLSearchParams('page=2&sort[by]=name&tag=a&tag=b')), {
      page: '2',
      sort: { by: 'name' },
      tag: ['a', 'b'],
    })
  })
})
