/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * A command of the lab, beside its running processes: `lab_command.ts reflex:tabs --json`.
 */

import 'reflect-metadata'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import { labRoot } from '../lab.ts'

Object.assign(process.env, { NODE_ENV: 'test' })
const appRoot = pathToFileURL(`${labRoot}/`)
process.chdir(labRoot)

await new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})
  .ace()
  .handle(process.argv.slice(2))
