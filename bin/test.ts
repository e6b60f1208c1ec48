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
| node --import=@poppinss/ts-exec bin/test.ts unit|lab|functional|browser
|
| Unit tests run against the sources. The others run inside the demo
| application, which imports the built package: build it first.
|
*/

process.env.NODE_ENV = 'test'

import 'reflect-metadata'
import { configure, processCLIArgs, run } from '@japa/runner'
import type { Config, TestSuite } from '@japa/runner/types'
import { applicationConfig, labConfig, plugins, reporters } from '../tests/bootstrap.ts'
import { bootDemo } from '../tests/helpers/demo.ts'
import { bootLab } from '../tests/helpers/lab.ts'
import { root } from './support/processes.ts'

const suites: TestSuite[] = [
  { name: 'unit', files: 'tests/unit/**/*.spec.{ts,tsx}', timeout: 5_000 },
  {
    name: 'functional',
    files: ['tests/functional/**/*.spec.ts', 'demo/tests/functional/**/*.spec.ts'],
    timeout: 30_000,
  },
  { name: 'lab', files: 'tests/lab/tests/**/*.spec.ts', timeout: 15_000 },
  { name: 'browser', files: 'tests/browser/**/*.spec.ts', timeout: 60_000 },
]

const shared: Config = { cwd: root, suites, plugins, reporters, forceExit: true }
const args = process.argv.slice(2)
const asked = args.filter((argument) => !argument.startsWith('-'))

processCLIArgs(args)

if (asked.length > 0 && asked.every((suite) => suite === 'unit')) {
  configure(shared)
  await run()
} else if (asked.length > 0 && asked.every((suite) => suite === 'lab')) {
  await bootLab(async (lab) => {
    configure({ ...shared, ...(await labConfig(lab)) })
    await run()
  })
} else {
  await bootDemo(async (demo) => {
    configure({ ...shared, ...(await applicationConfig(demo)) })
    await run()
  })
}
