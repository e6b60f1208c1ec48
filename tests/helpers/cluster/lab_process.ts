/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * The lab as a server of its own, on a free port, which it prints.
 */

import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import { labRoot } from '../lab.ts'

Object.assign(process.env, { HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'test' })
const appRoot = pathToFileURL(`${labRoot}/`)
process.chdir(labRoot)

const ignitor = new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})
await ignitor
  .tap((app) => app.listen('SIGTERM', () => app.terminate()))
  .httpServer()
  .start()

const { default: app } = await import('@adonisjs/core/services/app')
const server = await app.container.make('server')
console.log(`port ${(server.getNodeServer()!.address() as AddressInfo).port}`)
