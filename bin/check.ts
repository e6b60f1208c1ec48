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

import { Steps } from './support/steps.ts'

const steps = new Steps()

const built = steps.programs('package build', [['node', 'bin/build.ts']])

async function firstLane() {
  await steps.programs('lint', [['eslint', '.']])
  await steps.programs('types of the package', [['tsc', '--noEmit']])
  await built
  await steps.programs(
    'types of the demo',
    [
      ['tsc', '--noEmit', '--project', 'demo'],
      ['tsc', '--noEmit', '--project', 'demo/resources'],
    ],
    ['package build']
  )
}

async function secondLane() {
  await built
  await steps.programs(
    'package check',
    [
      ['publint', '--strict'],
      ['attw', '--pack', '.', '--profile', 'esm-only'],
    ],
    ['package build']
  )
  await steps.tests('unit')
}

await Promise.all([firstLane(), secondLane()])
await steps.tests('functional', ['package build'])
await steps.tests('browser', ['package build'])

console.log(`${steps.passed} passed, ${steps.failed} failed`)
process.exitCode = steps.failed === 0 ? 0 : 1
