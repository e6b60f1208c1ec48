/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'
import { Doctor, isFailure } from '../../../src/doctor/main.ts'
import type { Check, CheckContext, DoctorReport, Finding } from '../../../src/doctor/main.ts'

const NOTHING = {} as CheckContext

function finding(severity: Finding['severity'], about?: string): Finding {
  return { severity, about, reason: 'It is so', remedy: 'Have it otherwise' }
}

function check(name: string, ...found: Finding[]): Check {
  return { name, run: () => found }
}

test.group('The doctor', () => {
  test('makes checks that return findings, promise them, or tell them one by one', async ({
    assert,
  }) => {
    const checks: Check[] = [
      check('shop/list', finding('hint', 'list')),
      { name: 'shop/promise', run: async () => [finding('hint', 'promise')] },
      {
        name: 'shop/generator',
        *run() {
          yield finding('hint', 'generator')
        },
      },
      {
        name: 'shop/stream',
        async *run() {
          yield finding('hint', 'stream')
        },
      },
    ]
    const report = await new Doctor(checks).examine(NOTHING)
    assert.sameMembers(
      report.findings.map(({ check: name, about }) => `${name} ${about}`),
      ['shop/list list', 'shop/promise promise', 'shop/generator generator', 'shop/stream stream']
    )
    assert.deepEqual(report.counts, { error: 0, warning: 0, hint: 4 })
  })

  test('goes on when a check throws, rejects, or throws something odd', async ({ assert }) => {
    const checks: Check[] = [
      {
        name: 'shop/throws',
        run() {
          throw new Error('no database')
        },
      },
      { name: 'shop/rejects', run: () => Promise.reject(new Error('no network')) },
      {
        name: 'shop/odd',
        async *run() {
          yield finding('error', 'before')

          throw 'no reason'
        },
      },
      { name: 'shop/nothing', run: () => undefined as never },
      check('shop/last', finding('hint')),
    ]
    const { findings } = await new Doctor(checks).examine(NOTHING)
    const failed = findings.filter(({ severity }) => severity === 'warning')
    assert.deepEqual(
      failed.map(({ check: name }) => name),
      ['shop/nothing', 'shop/odd', 'shop/rejects', 'shop/throws']
    )
    assert.equal(failed[3].reason, 'The check has failed: no database')
    assert.deepInclude(findings, { check: 'shop/odd', ...finding('error', 'before') })
    assert.equal(findings.at(-1)!.check, 'shop/last')
  })

  test('goes on when a check does not end, and keeps what it has found by then', async ({
    assert,
  }) => {
    const hanging: Check = {
      name: 'shop/hangs',
      async *run() {
        yield finding('error', 'first')
        await new Promise(() => {})
      },
    }
    const doctor = new Doctor([hanging, check('shop/last', finding('hint'))], {}, 10)
    const { findings } = await doctor.examine(NOTHING)
    assert.deepEqual(
      findings.map(({ check: name, severity }) => [name, severity]),
      [
        ['shop/hangs', 'error'],
        ['shop/hangs', 'warning'],
        ['shop/last', 'hint'],
      ]
    )
    assert.match(findings[1].reason, /has not ended/)
  })

  test('ignores findings by their check, or by what they are about, with the reason', async ({
    assert,
  }) => {
    const checks = [
      check('data/index', finding('warning', 'orders.city'), finding('warning', 'orders.total')),
      check('shop/prices', finding('error')),
    ]
    const ignore = {
      'data/index:orders.city': 'it is never sorted',
      'shop/prices': 'free of charge',
    }
    const report = await new Doctor(checks, ignore).examine(NOTHING)
    assert.deepEqual(
      report.findings.map(({ about }) => about),
      ['orders.total']
    )
    assert.deepEqual(
      report.ignored.map(({ check: name, why }) => [name, why]),
      [
        ['shop/prices', 'free of charge'],
        ['data/index', 'it is never sorted'],
      ]
    )
    assert.deepEqual(report.counts, { error: 0, warning: 1, hint: 0 })
  })

  test('reports in the form that its guide shows', async ({ assert }) => {
    const guide = await readFile(join(root, 'docs/doctor.md'), 'utf8')
    const [, sample] = /```json\n([\s\S]*?)```/.exec(guide)!
    const shown = JSON.parse(sample) as DoctorReport
    const checks = shown.checks.map((name): Check => ({
      name,
      run: () =>
        [...shown.ignored, ...shown.findings]
          .filter((each) => each.check === name)
          .map(({ severity, about, file, line, reason, remedy }) => {
            return { severity, about, file, line, reason, remedy }
          }),
    }))
    const ignore = { 'data/search': shown.ignored[0].why }
    const report = await new Doctor(checks.toReversed(), ignore).examine(NOTHING)
    assert.deepEqual(JSON.parse(JSON.stringify(report)), shown)
    assert.deepEqual(Object.keys(report), Object.keys(shown))
  })

  test('refuses to ignore a check that is not there, and says which one is meant', ({ assert }) => {
    const checks = [check('data/index'), check('data/search')]
    assert.throws(() => new Doctor(checks, { 'data/indx': 'why' }), /"data\/indx".*"data\/index"/)
    assert.throws(
      () => new Doctor(checks, { 'scale/whales:blue': 'why' }),
      /There are data\/index, data\/search/
    )
  })

  test('refuses two checks of one name', ({ assert }) => {
    assert.throws(
      () => new Doctor([check('data/index'), check('data/index')]),
      /there is a check "data\/index" already/
    )
  })

  test('fails for errors, and for warnings where it is strict', async ({ assert }) => {
    const reportWith = (...found: Finding[]): Promise<DoctorReport> =>
      new Doctor([check('shop/any', ...found)]).examine(NOTHING)
    const cases = [
      { found: [], fails: false, strict: false },
      { found: [finding('hint')], fails: false, strict: false },
      { found: [finding('warning')], fails: false, strict: true },
      { found: [finding('hint'), finding('error')], fails: true, strict: true },
    ]
    for (const { found, fails, strict } of cases) {
      const report = await reportWith(...found)
      assert.equal(isFailure(report, false), fails)
      assert.equal(isFailure(report, true), strict)
    }
  })
})
