/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '../../src/define_config.ts'
import type { Check, DoctorReport, Finding, ReportedFinding } from '../../src/types.ts'

/** The smallest one. */
const nothing: Check = { name: 'shop/nothing', run: () => [] }

const prices: Check = {
  name: 'shop/prices',
  async *run({ app, states, pages, definitions, expected, placeOf, find, isOpen }) {
    for (const { id } of states.all()) {
      if (!isOpen(id) || expected.processes > 1) continue
      yield { severity: 'error', ...placeOf(id), reason: app.appName, remedy: 'Give it a price' }
    }
    for (const { definition } of pages.all()) {
      yield {
        severity: 'hint',
        about: definition.id,
        ...find(definition.id, 'price'),
        reason: String(definitions.length),
        remedy: 'None',
      }
    }
  },
}

defineConfig({
  doctor: {
    checks: [nothing, prices, { name: 'shop/promise', run: async () => [] }],
    ignore: { 'data/search': 'The table has few rows' },
    processes: 4,
    pageSize: '500kb',
    largeTable: 100_000,
  },
})

const severity: Finding['severity'] = 'warning'
const finding: Finding = { severity, reason: 'It is so', remedy: 'Have it otherwise' }
const check: Check = { name: 'shop/one', run: () => [finding] }

// @ts-expect-error There is no such severity
const fatal: Finding = { severity: 'fatal', reason: '', remedy: '' }
// @ts-expect-error A finding says what to do
const silent: Finding = { severity: 'hint', reason: '' }
// @ts-expect-error A check returns what it has found
const none: Check = { name: 'shop/none', run: () => undefined }
// @ts-expect-error Nothing is ignored without a reason
defineConfig({ doctor: { ignore: { 'data/search': true } } })
// @ts-expect-error There is no such option
defineConfig({ doctor: { ignored: {} } })

declare const report: DoctorReport
const [first]: ReportedFinding[] = report.findings
const version: 1 = report.version
void [check, fatal, silent, none, first.check, version, report.counts.error]
