/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { demoRoot, root } from '../../../bin/support/processes.ts'
import type { Sample } from './documents.ts'

/**
 * What of the demo is no part of the application that samples belong to: all that a document
 * writes itself. The models, validators, services and configuration stay.
 */
const OWN = [
  'app/states',
  'resources/app.tsx',
  'resources/pages',
  'resources/components',
  'resources/layouts',
  'resources/lib',
  'tests/functional',
]

/** What programs have left in the demo's folder. */
const MADE = ['build', 'tmp', 'public/assets', 'node_modules', '.env']

function isBelow(path: string, folders: string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}

/** Whether a file of the demo is also one of the application that samples belong to. */
export function isBaseFile(path: string): boolean {
  return !isBelow(path, OWN)
}

const ENTRY = `import { createApp } from 'reflex-adonis/react'

export default createApp({ pages: import.meta.glob('./pages/**/*.tsx') })
`

/** What every application has, unless its document says otherwise. */
const DEFAULTS: Sample[] = [
  { path: 'resources/app.tsx', code: ENTRY, line: 0 },
  { path: 'resources/css/app.css', code: '', line: 0 },
]

/** The samples with the defaults that they do not replace. */
export function withDefaults(samples: readonly Sample[]): Sample[] {
  const missing = DEFAULTS.filter(({ path }) => !samples.some((sample) => sample.path === path))
  return [...samples, ...missing]
}

/**
 * Writes an application with the given files.
 *
 * @returns its folder
 */
export async function writeApplication(name: string, files: readonly Sample[]): Promise<string> {
  // Below the root, where the packages of the demo are found
  const folder = join(root, 'tmp', `docs-${process.pid}`, name)
  await rm(folder, { recursive: true, force: true })
  await cp(demoRoot, folder, {
    recursive: true,
    filter: (source) => {
      const path = relative(demoRoot, source).replaceAll('\\', '/')
      return isBaseFile(path) && !isBelow(path, MADE)
    },
  })
  for (const { path, code } of withDefaults(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), code)
  }
  await mkdir(join(folder, 'tmp'))
  return folder
}

/** Removes all that `writeApplication` has written. */
export async function removeApplications(): Promise<void> {
  await rm(join(root, 'tmp', `docs-${process.pid}`), { recursive: true, force: true })
}
