/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { defineConfig } from '../../../src/define_config.ts'
import { stores } from '../../../src/stores/main.ts'

test.group('Configuration | doctor', () => {
  test('has defaults, and counts on several processes where they share a store', ({ assert }) => {
    const alone = defineConfig({}).doctor
    assert.deepEqual(alone.expected, { processes: 1, pageSize: 307_200, largeTable: 10_000 })
    assert.deepEqual([alone.ignore, alone.checks], [{}, []])
    const shared = defineConfig({ store: 'main', stores: { main: stores.redis() } })
    assert.equal(shared.doctor.expected.processes, 2)
    const file = defineConfig({ store: 'file' })
    assert.equal(file.doctor.expected.processes, 1)
    const own = { processes: 6, pageSize: '1mb', largeTable: 50 }
    assert.deepEqual(defineConfig({ doctor: own }).doctor.expected, { ...own, pageSize: 1_048_576 })
  })

  test('refuses what it cannot use: {0}')
    .with([
      ['ignores', { ignores: {} }, /doctor\.ignores.*"ignore"/],
      ['ignore as a list', { ignore: ['data/index'] }, /doctor\.ignore/],
      ['ignore without a reason', { ignore: { 'data/index': '' } }, /doctor\.ignore\.data\/index/],
      ['a reason that is none', { ignore: { 'data/index': true } }, /doctor\.ignore\.data\/index/],
      ['a check without a name', { checks: [{ run: () => [] }] }, /undefined is not a name/],
      [
        'a name of one word',
        { checks: [{ name: 'prices', run: () => [] }] },
        /'prices'.*"shop\/prices"/,
      ],
      [
        'a check without run()',
        { checks: [{ name: 'shop/prices' }] },
        /"shop\/prices" has no method/,
      ],
      ['checks as one', { checks: { name: 'shop/prices', run: () => [] } }, /write a list/],
      ['no process', { processes: 0 }, /doctor\.processes/],
      ['a size that is none', { pageSize: 'big' }, /doctor\.pageSize/],
      ['rows in parts', { largeTable: 1.5 }, /doctor\.largeTable/],
    ] as [string, object, RegExp][])
    .run(({ assert }, [, doctor, message]) => {
      assert.throws(() => defineConfig({ doctor: doctor as never }), message)
    })
})
