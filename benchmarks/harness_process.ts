/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Runs the tests of the benchmark application, as `node ace test` would
|--------------------------------------------------------------------------
|
| node --import=./bin/typescript_loader.ts benchmarks/harness_process.ts <file>
|
| The last line that it prints is the summary as JSON.
|
*/

import 'reflect-metadata'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import { assert } from '@japa/assert'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import { configure, run } from '@japa/runner'

const folder = join(import.meta.dirname, 'app')
const appRoot = pathToFileURL(`${folder}/`)
process.chdir(folder)
Object.assign(process.env, { HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'test' })

const ignitor = new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})
await ignitor.testRunner().run(async (app) => {
  const { reflexPlugin } = await import('reflex-adonis/plugins/japa')
  configure({
    cwd: folder,
    files: [`tests/${process.argv[2]}`],
    // The first look at a page has Vite load all that it imports
    timeout: 60_000,
    plugins: [assert(), pluginAdonisJS(app), reflexPlugin(app)],
    reporters: {
      activated: ['summary'],
      list: [
        {
          name: 'summary',
          handler(runner, emitter) {
            emitter.on('runner:end', () => {
              const { aggregates, duration } = runner.getSummary()
              console.log(JSON.stringify({ ...aggregates, duration }))
            })
          },
        },
      ],
    },
    teardown: [() => app.terminate()],
    forceExit: true,
  })
  await run()
})
