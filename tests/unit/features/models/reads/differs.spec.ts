/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { differs } from '../../../../../src/features/models/reads/main.ts'

test.group('Values that are sure to differ', () => {
  test('{0} and {1}')
    .with([
      [1, 2],
      [1, '2'],
      ['1', 2],
      [true, 0],
      [false, '1'],
      [null, 0],
      ['', null],
      ['draft', 'published'],
      ['a-1', 'a-2'],
      ['10', '100'],
      [9_007_199_254_740_993n, '9007199254740994'],
      ['5f2c9a1e-0000-4000-8000-000000000001', '5f2c9a1e-0000-4000-8000-000000000002'],
    ] as [unknown, unknown][])
    .run(({ assert }, [one, other]) => {
      assert.isTrue(differs(one, other))
      assert.isTrue(differs(other, one))
    })

  test('{0} may be {1} to a database')
    .with([
      [1, '1'],
      [1, '1.0'],
      ['10.00', '10'],
      ['1e3', '1000'],
      [true, 1],
      [1, 'x'],
      ['Draft', 'draft '],
      ['a-1', 'a_1'],
      ['é', 'e'],
      ['ß', 'ss'],
      [null, undefined],
      ['2026-01-01', '2026-01-01 00:00:00'],
      ['12:00', '12:00:00'],
      [new Date(0), '1970-01-01'],
      [Buffer.from('a'), 'b'],
      [{ a: 1 }, '{"a":1}'],
    ] as [unknown, unknown][])
    .run(({ assert }, [one, other]) => {
      assert.isFalse(differs(one, other))
      assert.isFalse(differs(other, one))
    })
})
