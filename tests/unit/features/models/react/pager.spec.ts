/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { ListAddress } from '../../../../../src/features/models/react/table/address.ts'
import { enteredValue } from '../../../../../src/features/models/react/table/cell_value.ts'
import type { AnyListView } from '../../../../../src/features/models/react/table/list_view.ts'
import { pageNumbers } from '../../../../../src/features/models/react/table/pager.tsx'

test.group('Pages of a table', () => {
  test('are numbered around the one that is shown', ({ assert }) => {
    const shown = (page: number, pages: number | null) =>
      pageNumbers(page, pages)
        .map((number) => number ?? '…')
        .join(' ')
    assert.equal(shown(1, 1), '1')
    assert.equal(shown(1, 3), '1 2 3')
    assert.equal(shown(1, 9), '1 2 … 9')
    assert.equal(shown(4, 9), '1 2 3 4 5 … 9')
    assert.equal(shown(5, 9), '1 … 4 5 6 … 9')
    assert.equal(shown(9, 9), '1 … 8 9')
    assert.equal(shown(7, null), '7')
  })

  test('have addresses that keep what others have there', ({ assert }) => {
    const address = (prefix: string, search: string) =>
      new ListAddress({ listing: { prefix } } as unknown as AnyListView, {
        pathname: '/items',
        search,
      })
    assert.equal(address('', '').turn(2), '/items?page=2')
    assert.equal(address('', '?page=2').turn(1), '/items')
    assert.equal(address('', '?page=2&a=b').sort('-price'), '/items?a=b&sort=-price')
    assert.equal(address('o_', '?page=2&o_page=3').sort('x'), '/items?page=2&o_sort=x')
    assert.deepEqual(address('o_', '?search=a&o_search=b&o_page=3').others(['search', 'page']), [
      ['search', 'a'],
    ])
  })

  test('have cells whose values are what the validator takes', ({ assert }) => {
    const number = { type: 'number', required: true } as const
    const choice = { type: 'select', required: true, choices: [1, 'a'] } as const
    assert.strictEqual(enteredValue('12', number), 12)
    assert.strictEqual(enteredValue('12x', number), '12x')
    assert.isNull(enteredValue('', number))
    assert.strictEqual(enteredValue('1', choice), 1)
    assert.strictEqual(enteredValue('12', undefined), '12')
  })
})
