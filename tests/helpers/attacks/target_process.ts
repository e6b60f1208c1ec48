/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * The lab as a server of its own, as the target of attacks. Its parent asks it over IPC how it is.
 */

import 'reflect-metadata'
import { readdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import { labRoot } from '../lab.ts'
import type { Measures, Question } from './target.ts'

Object.assign(process.env, { HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'test', LAB_LOG: 'stdout' })
const appRoot = pathToFileURL(`${labRoot}/`)
process.chdir(labRoot)

const ignitor = new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})

/** As `bin/server.ts` of an application does it. */
async function start(): Promise<void> {
  await ignitor
    .tap((app) => app.listen('SIGTERM', () => app.terminate()))
    .httpServer()
    .start()
  await listen()
}

/** Answers its parent from now on. */
async function listen(): Promise<void> {
  const { default: app } = await import('@adonisjs/core/services/app')
  const { journal } = (await import(new URL('app/services/journal.ts', appRoot).href)) as {
    journal: { clear(): void }
  }
  const server = await app.container.make('server')
  const reflex = await app.container.make('reflex')

  async function measure(): Promise<Measures> {
    // The lab notes each request
    journal.clear()
    for (let round = 0; round < 3; round++) {
      await setImmediate()
      globalThis.gc!()
    }
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage()
    return {
      rss,
      heap: heapUsed,
      external,
      arrayBuffers,
      descriptors:
        process.platform === 'linux'
          ? readdirSync('/proc/self/fd').length
          : process.getActiveResourcesInfo().length,
      connections: reflex.connections,
      tabs: reflex.tabs.registry.size,
      running: reflex.tabs.registry.running,
    }
  }

  process.on('message', ({ id }: Question) => {
    void measure().then((measures) => process.send!({ id, measures }))
  })
  // The parent may ask for as long as it likes, and keeps nothing alive
  process.channel!.unref()
  process.send!({ listening: (server.getNodeServer()!.address() as AddressInfo).port })
}

start().catch((error: unknown) => {
  process.exitCode = 1
  console.error(error)
})
