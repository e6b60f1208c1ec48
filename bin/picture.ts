/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| The picture of the demo: `npm run docs:picture`
|--------------------------------------------------------------------------
|
| Builds the package and the demo, serves it, and takes the picture that the
| README and the site show, with the Chromium of the tests.
|
*/

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import getPort from 'get-port'
import { browser, closeBrowser } from '../tests/helpers/browser/main.ts'
import { pictureFile, takePicture } from './site/main.ts'
import { readArguments } from './support/arguments.ts'
import { isBuildCurrent } from './support/build.ts'
import {
  buildDemo,
  buildRoot,
  createEnvironment,
  prepareDatabase,
  productionEnvironment,
  serveDemo,
} from './support/demo.ts'
import { exec, reachable } from './support/processes.ts'

readArguments('npm run docs:picture')

const port = await getPort()
const environment = productionEnvironment('localhost', port)

if (!(await isBuildCurrent())) await exec('node', ['bin/build.ts'])
await createEnvironment()
await buildDemo()
await prepareDatabase(buildRoot, environment)
const server = serveDemo(environment)
try {
  const url = `http://localhost:${port}`
  await reachable(url)
  await mkdir(dirname(pictureFile), { recursive: true })
  await writeFile(pictureFile, await takePicture(await browser(), url))
  console.log(`The picture is in ${pictureFile}`)
} finally {
  await closeBrowser()
  server.kill()
  await server
}
