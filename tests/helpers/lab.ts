/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import getPort from 'get-port'
import { root } from '../../bin/support/processes.ts'

/** The folder of the application of the functional tests. */
export const labRoot = join(root, 'tests', 'lab')

/** What the stores of this run have their records under: an earlier run has left rooms behind. */
const run = randomUUID()
const files = join('tmp', `reflex-${run}`)
const uploads = join('tmp', `uploads-${run}`)
const downloads = join('tmp', `downloads-${run}`)

/**
 * Boots the lab for tests, with its HTTP server on a free port.
 */
export async function bootLab(
  callback: (app: ApplicationService) => Promise<void> | void
): Promise<void> {
  // Vite's own socket has a port of its own, and suites run side by side
  const hmrPort = String(await getPort())
  Object.assign(process.env, { HOST: 'localhost', PORT: '0', VITE_HMR_PORT: hmrPort })
  process.env.BUCKET_URL ??= `http://localhost:${await getPort()}`
  process.env.REDIS_PREFIX ??= `lab-${run}:`
  process.env.REFLEX_FILES ??= files
  process.env.UPLOAD_FOLDER ??= uploads
  process.env.DOWNLOAD_FOLDER ??= downloads
  const appRoot = pathToFileURL(`${labRoot}/`)
  const ignitor = new Ignitor(appRoot, {
    importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
  })
  // Vite and the pages are looked up from here
  process.chdir(labRoot)
  await ignitor.testRunner().run(callback)
}

/** Removes what the lab has stored in files. */
export async function removeLabData(): Promise<void> {
  for (const folder of [files, uploads, downloads]) {
    await rm(join(labRoot, folder), { recursive: true, force: true })
  }
}
