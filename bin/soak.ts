/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Visits the lab for a while and says what is left: `npm run soak`
|--------------------------------------------------------------------------
|
| npm run soak -- --minutes=10
|
| Builds the package, since that is what the lab imports.
|
*/

import { soak, TOLERANCE } from '../tests/helpers/attacks/soak.ts'
import { readArguments } from './support/arguments.ts'
import { exec } from './support/processes.ts'

const values = readArguments('npm run soak -- [--minutes=10]', {
  minutes: { type: 'string', default: '10' },
})
const minutes = Number(values.minutes)
if (!(minutes > 0)) throw new Error(`"${values.minutes}" is not a number of minutes`)

await exec('node', ['bin/build.ts'])
const { visits, before, after, log, grown } = await soak(minutes * 60_000)
console.table(visits)
console.table({ before, after, allowed: TOLERANCE })
console.log(`log: ${log} bytes`)
console.log(grown.length === 0 ? 'Nothing has grown.' : `Grown: ${grown.join(', ')}`)
process.exitCode = grown.length === 0 ? 0 : 1
