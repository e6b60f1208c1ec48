/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Runs a command of the rolled application, whose folder is the working directory.
 */

import 'reflect-metadata'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'

const appRoot = pathToFileURL(`${process.cwd()}/`)

await new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})
  .ace()
  .handle(process.argv.slice(2))
