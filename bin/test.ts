/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Runs tests
|--------------------------------------------------------------------------
|
| node --import=./bin/typescript_loader.ts bin/test.ts <suite> [--files=…] [--tests=…]
|
| Unit tests run against the sources. The others run inside an application,
| which imports the built package: build it first. A process runs one
| application, so suites of another one need a run of their own.
|
*/

process.env.NODE_ENV = 'test'
// As on every other machine: without a language, Chromium saves no file under a name with an umlaut
process.env.TZ = 'UTC'
process.env.LC_ALL = 'C.UTF-8'

import 'reflect-metadata'
import { configure, processCLIArgs, run } from '@japa/runner'
import type { Config } from '@japa/runner/types'
import { applicationConfig, labConfig, plugins, reporters } from '../tests/bootstrap.ts'
import { closeBrowser } from '../tests/helpers/browser/main.ts'
import { bootDemo } from '../tests/helpers/demo.ts'
import { bootLab } from '../tests/helpers/lab.ts'
import { removeProxiedApp } from '../tests/helpers/proxies/proxied_app.ts'
import { buildSite } from '../tests/helpers/site/built_site.ts'
import { root } from './support/processes.ts'
import { suites } from './support/suites.ts'

const shared: Config = { cwd: root, suites, plugins, reporters, forceExit: true }

/** What runs the tests of a suite, inside its application. */
const runs: Record<string, () => Promise<void>> = {
  unit: () => start(),
  attacks: () => start(),
  fuzz: () => start(),
  cluster: () => start({ teardown: [closeBrowser] }),
  proxies: () => start({ teardown: [removeProxiedApp, closeBrowser] }),
  site: () => start({ setup: [buildSite], teardown: [closeBrowser] }),
  kits: () => start({ teardown: [closeBrowser] }),
  lab: () => bootLab(async (lab) => start(await labConfig(lab))),
  functional: () => bootDemo(async (demo) => start(await applicationConfig(demo))),
  browser: () => bootDemo(async (demo) => start(await applicationConfig(demo))),
}

function start(config: Partial<Config> = {}): Promise<void> {
  configure({ ...shared, ...config })
  return run()
}

const args = process.argv.slice(2)
const asked = args.filter((argument) => !argument.startsWith('-'))
const [suite] = asked

if (asked.length === 1 && Object.hasOwn(runs, suite)) {
  processCLIArgs(args)
  await runs[suite]()
} else {
  console.error(`Say which suite to run: ${Object.keys(runs).join(', ')}`)
  process.exitCode = 1
}
