/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Checks everything: `npm test`
|--------------------------------------------------------------------------
|
| In lanes, side by side: two whose steps keep a core busy each, and one whose
| steps wait for most of their time, so that two cores are in use throughout.
| Tests that run at the same time share no port, file or record. A step says
| how it went once it is over, so what a failed one printed is in one piece.
| What failed is named once more at the end, and the last line of all is
| "N passed, N failed".
|
*/

import { readArguments } from './support/arguments.ts'
import { Coverage } from './support/coverage/main.ts'
import { missingServices } from './support/services.ts'
import { Steps } from './support/steps.ts'

/**
 * Suites in which is counted what of the sources runs: all but those that look at the memory of a process or count
 * themselves, and the starter kits.
 */
const COUNTED = ['unit', 'lab', 'functional', 'browser', 'cluster', 'proxies']

readArguments('npm test')
const missing = await missingServices()
const coverage = await Coverage.start(COUNTED)
const steps = new Steps(missing, coverage)

const built = steps.script('package build', 'build', [], { BUILD_MAPS: Coverage.maps })

async function sources() {
  await steps.script('lint', 'lint')
  await built
  await steps.script('types', 'typecheck', ['package build'])
  await steps.tests('unit')
  await steps.tests('functional', ['package build'])
  await steps.tests('kits', ['package build'])
}

async function kernel() {
  await built
  await steps.script('package check', 'check:package', ['package build'])
  await steps.tests('lab', ['package build'])
  await steps.tests('browser', ['package build'])
}

/** Processes that end and come back, connections that time out, a clock that is looked at. */
async function patience() {
  await built
  await steps.tests('cluster', ['package build'])
  await steps.tests('attacks', ['package build'])
  await steps.tests('fuzz', ['package build'])
  await steps.tests('proxies', ['package build'])
  await steps.tests('site', ['package build'])
}

await Promise.all([sources(), kernel(), patience()])
async function report() {
  const lines = await coverage.report()
  console.log(lines.join('\n'))
}
await steps.run('coverage', report, ['package build'])

for (const [step, failures] of steps.broken) {
  console.log(`Look above for: ${step}`)
  for (const failure of failures) console.log(`  ${failure}`)
}
if (missing.length > 0) {
  console.log(
    `Left out, since this machine has no such server or program: tests tagged ${missing.join(', ')}`
  )
}
console.log(`${steps.passed} passed, ${steps.failed} failed`)
process.exitCode = steps.failed === 0 ? 0 : 1
