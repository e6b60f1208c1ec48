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

await Promise.all([
  steps
    .programs('lint', [['eslint', '.']])
    .then(() => steps.programs('types', [['tsc', '--noEmit']])),
  steps.programs('package build', [['node', 'bin/build.ts']]).then(async () => {
    await steps.programs(
      'package check',
      [
        ['publint', '--strict'],
        ['attw', '--pack', '.', '--profile', 'esm-only'],
      ],
      ['package build']
    )
    await steps.tests('unit')
  }),
])

await steps.tests('functional', ['package build'])
await steps.tests('browser', ['package build'])

console.log(`${steps.passed} passed, ${steps.failed} failed`)
process.exitCode = steps.failed === 0 ? 0 : 1
