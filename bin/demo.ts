/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Serves the demo: `npm run demo`
|--------------------------------------------------------------------------
|
| Builds the package and the demo, brings the database up to date, fills a new
| one, and serves the production build. PORT and HOST are respected; of a taken
| port, the next free one.
|
*/

import getPort, { portNumbers } from 'get-port'
import { readArguments } from './support/arguments.ts'
import {
  buildDemo,
  buildRoot,
  createEnvironment,
  prepareDatabase,
  productionEnvironment,
  serveDemo,
} from './support/demo.ts'
import { reachable } from './support/processes.ts'
import { Steps } from './support/steps.ts'

readArguments('[HOST=localhost] [PORT=3333] npm run demo')

const host = process.env.HOST ?? 'localhost'
const wanted = Number(process.env.PORT ?? 3333)
const port = await getPort({ host, port: portNumbers(wanted, wanted + 100) })
const environment = productionEnvironment(host, port)

const steps = new Steps()
await steps.script('Build the package', 'build')
await steps.run('Create its environment', createEnvironment)
await steps.run('Build the demo', buildDemo, ['Build the package'])
await steps.run('Prepare its database', () => prepareDatabase(buildRoot, environment), [
  'Build the demo',
])
if (steps.failed > 0) process.exit(1)

const server = serveDemo(environment)
if (port !== wanted) console.log(`Port ${wanted} is taken`)
await Promise.race([server, reachable(`http://${host}:${port}/`)])
console.log(`The demo runs at http://${host}:${port} (stop it with Ctrl+C)`)
const { exitCode } = await server
process.exitCode = exitCode ?? 0
