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
| Two lanes at a time, for what does not measure time and keeps one core busy;
| then the tests that start servers and browsers, one suite after the other.
| The last line of all is "N passed, N failed".
|
*/

import { missingServices } from './support/services.ts'
import { Steps } from './support/steps.ts'

const missing = await missingServices()
const steps = new Steps(missing)

const built = steps.script('package build', 'build')

async function firstLane() {
  await steps.script('lint', 'lint')
  await built
  await steps.script('types', 'typecheck', ['package build'])
}

async function secondLane() {
  await built
  await steps.script('package check', 'check:package', ['package build'])
  await steps.tests('unit')
  await steps.tests('lab', ['package build'])
  await steps.tests('attacks', ['package build'])
}

await Promise.all([firstLane(), secondLane()])
await steps.tests('functional', ['package build'])
await steps.tests('fuzz', ['package build'])
await steps.tests('cluster', ['package build'])
await steps.tests('browser', ['package build'])

if (missing.length > 0) {
  console.log(`Left out, since this machine has no such server: tests tagged ${missing.join(', ')}`)
}
console.log(`${steps.passed} passed, ${steps.failed} failed`)
process.exitCode = steps.failed === 0 ? 0 : 1
