/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync } from 'node:fs'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
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

/** What is in a starter kit of Adonis. */
const KIT = join(root, 'tests', 'fixtures', 'kits', 'web')

/** What `configure` writes, without the line that says where to. */
function stub(path: string): string {
  return readFileSync(join(root, 'stubs', path), 'utf8')
    .replace(/^\{\{\{[^]*?\}\}\}\n/, '')
    .replaceAll(/\{\{+.*?\}\}+/g, '')
}

/** The user and the configuration of a reader, which know less than those of the demo. */
const OF_READER_ONLY: Sample[] = [
  { path: 'config/reflex.ts', code: stub('config/reflex.stub'), line: 0 },
  {
    path: 'app/models/user.ts',
    code: readFileSync(join(KIT, 'app', 'models', 'user.ts'), 'utf8'),
    line: 0,
  },
]

/** What every application has, unless its document says otherwise. */
const DEFAULTS: Sample[] = [
  { path: 'resources/app.tsx', code: ENTRY, line: 0 },
  { path: 'resources/css/app.css', code: '', line: 0 },
  // The error pages of the demo switch languages by a route that a document may leave out
  { path: 'resources/views/partials/language.edge', code: '', line: 0 },
]

/** Models that guides tell of and a reader has in one form or another. */
const OF_READER = ['#models/product', '#models/order', '#models/category']

/** Modules of an application that every reader has: those of a kit that is configured. */
const OF_KIT = ['#models/user', '#start/env', '#start/kernel', '#config/reflex', '#config/auth']

/**
 * Modules that samples import and their document does not show.
 */
export function missingModules(samples: readonly Sample[]): string[] {
  const given = new Set(
    samples.map(({ path }) => path.replace(/^(?:app\/)?/, '#').replace(/\.tsx?$/, ''))
  )
  const known = new Set([...OF_READER, ...OF_KIT, ...given])
  return samples.flatMap(({ path, code }) =>
    [...code.matchAll(/(?:from|import\(?)\s*'(#[\w/]+)'/g)]
      .map(([, specifier]) => specifier)
      .filter((specifier) => !known.has(specifier))
      .map((specifier) => `${path}: ${specifier}`)
  )
}

/** The samples with what the type check of a reader's application sees beside them. */
export function withReader(samples: readonly Sample[]): Sample[] {
  const missing = OF_READER_ONLY.filter(
    ({ path }) => !samples.some((sample) => sample.path === path)
  )
  return withDefaults([...samples, ...missing])
}

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
  await leaveAccounts(folder)
  return folder
}

/** The accounts of the demo go with its configuration: the middleware of their sessions needs it. */
async function leaveAccounts(folder: string): Promise<void> {
  const configuration = await readFile(join(folder, 'config', 'reflex.ts'), 'utf8')
  if (configuration.includes('defineAuth(')) return
  const kernel = join(folder, 'start', 'kernel.ts')
  const text = await readFile(kernel, 'utf8')
  await writeFile(kernel, text.replace(/^.*reflex-adonis\/auth\/session_middleware.*\n/m, ''))
}

/** Removes all that `writeApplication` has written. */
export async function removeApplications(): Promise<void> {
  await rm(join(root, 'tmp', `docs-${process.pid}`), { recursive: true, force: true })
}
