/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import { answerFigures } from './answer_figures.js'

/** The benchmark application in production. */
const folder = join(import.meta.dirname, '..', 'app')
const appRoot = pathToFileURL(`${folder}/`)
process.chdir(folder)
Object.assign(process.env, { HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'production' })

const ignitor = new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})
await ignitor.httpServer().start()

const { default: app } = await import('@adonisjs/core/services/app')
const server = await app.container.make('server')
process.send!({ listening: (server.getNodeServer()!.address() as AddressInfo).port })

answerFigures()

// Ends with whoever started it, so that a profiler can write its report
process.on('disconnect', () => process.exit(0))
