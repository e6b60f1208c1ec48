/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * A build of the rolled application as a server of its own, in production, on the port RELEASE_PORT or a
 * free one, which it prints. Its folder is the working directory.
 */

import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'

Object.assign(process.env, {
  HOST: '127.0.0.1',
  PORT: process.env.RELEASE_PORT ?? '0',
  NODE_ENV: 'production',
})
const appRoot = pathToFileURL(`${process.cwd()}/`)

await new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})
  .tap((app) => app.listen('SIGTERM', () => app.terminate()))
  .httpServer()
  .start()

const { default: app } = await import('@adonisjs/core/services/app')
const server = await app.container.make('server')
console.log(`port ${(server.getNodeServer()!.address() as AddressInfo).port}`)
