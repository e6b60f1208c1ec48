/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FileSystem } from '@japa/file-system'
import { PageScanner } from '../../../src/discovery/main.ts'
import type { PageScannerOptions } from '../../../src/discovery/main.ts'

/** A page file that imports what is given and shows nothing. */
export function pageSource(route: string, imports = ''): string {
  return [
    "import { page } from 'reflex-adonis/react'",
    imports,
    `export default page({ route: '${route}' }, () => null)`,
    '',
  ].join('\n')
}

/** A state file with one state class. */
export function stateSource(name: string): string {
  return [
    "import { AppState } from 'reflex-adonis'",
    "import Product from '#models/product'",
    '',
    `export default class ${name} extends AppState {`,
    '  products: Product[] = []',
    '}',
    '',
  ].join('\n')
}

const PACKAGE_JSON = {
  name: 'application',
  type: 'module',
  imports: { '#models/*': './app/models/*.js', '#states/*': './app/states/*.js' },
}

/**
 * Writes an application.
 *
 * @param files - contents by path
 */
export async function writeApplication(
  fs: FileSystem,
  files: Record<string, string>
): Promise<void> {
  await fs.createJson('package.json', PACKAGE_JSON)
  for (const [path, contents] of Object.entries(files)) await fs.create(path, contents)
}

/**
 * Writes an application and gives a scanner for it.
 */
export async function createScanner(
  fs: FileSystem,
  files: Record<string, string>,
  options: Omit<PageScannerOptions, 'appRoot'> = {}
): Promise<PageScanner> {
  await writeApplication(fs, files)
  return new PageScanner({ appRoot: fs.basePath, ...options })
}

/** What a promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise
  } catch (error) {
    return error as Error
  }
  throw new Error('Expected a failure')
}
