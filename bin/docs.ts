/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| The documentation site: `npm run docs` and `npm run docs:dev`
|--------------------------------------------------------------------------
|
| Builds the site into tmp/site/public, or serves it while one writes. The
| package is built before, when it is not: the reference is read from its
| declarations. SITE_BASE is the folder of the address that it is served from,
| such as /reflex-adonis/.
|
*/

import { readArguments } from './support/arguments.ts'
import { isBuildCurrent } from './support/build.ts'
import { exec } from './support/processes.ts'
import { buildSite, outFolder, serveSite } from './site/main.ts'

const { dev } = readArguments('[SITE_BASE=/] npm run docs | npm run docs:dev', {
  dev: { type: 'boolean' },
})

if (!(await isBuildCurrent())) await exec('node', ['bin/build.ts'])
if (dev) console.log(`The site is at ${await serveSite()}`)
else {
  await buildSite()
  console.log(`The site is in ${outFolder}`)
}
