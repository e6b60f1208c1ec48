/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { glob, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import getPort from 'get-port'
import { demoRoot } from '../../bin/support/processes.ts'

/**
 * Boots the demo application in this process, in the environment `test`, and calls back when it
 * has started.
 */
export async function bootDemo(
  callback: (app: ApplicationService) => Promise<void> | void
): Promise<void> {
  const port = String(await getPort())
  Object.assign(process.env, {
    HOST: 'localhost',
    PORT: port,
    APP_URL: `http://localhost:${port}`,
    // Vite's own would be taken by another run.
    VITE_HMR_PORT: String(await getPort()),
    APP_KEY: randomBytes(16).toString('hex'),
    // Runs side by side do not share their data.
    DB_FILE: `test-${process.pid}.sqlite3`,
    STORAGE_FOLDER: `test-${process.pid}-files`,
  })
  await mkdir(join(demoRoot, 'tmp'), { recursive: true })

  const appRoot = pathToFileURL(`${demoRoot}/`)
  const fromRoot = (path: string) => import(new URL(path, appRoot).href)
  const ignitor = new Ignitor(appRoot, {
    importer: (path) => (path.startsWith('.') ? fromRoot(path) : import(path)),
  })

  // Vite, the migrations and the pages are looked up from here.
  process.chdir(demoRoot)
  await ignitor
    .tap((app) => app.booting(() => fromRoot('./start/env.ts')))
    .testRunner()
    .run(callback)
}

/** Removes what the runs of this process left behind in the demo's folder. */
export async function removeTestData(): Promise<void> {
  for await (const file of glob(`tmp/test-${process.pid}.sqlite3*`, { cwd: demoRoot })) {
    await rm(join(demoRoot, file))
  }
  const stored = join(demoRoot, 'tmp', `test-${process.pid}-files`)
  await rm(stored, { recursive: true, force: true })
}
