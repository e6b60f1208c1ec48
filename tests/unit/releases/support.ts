/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileSystem } from '@japa/file-system'
import { AssetFolder, E_ASSET_FOLDER } from '../../../src/releases/main.ts'

export const RECORD = '.vite/reflex_builds.json'

/** A folder as Vite leaves it. */
export async function built(
  fs: FileSystem,
  build: string,
  files: Record<string, string>
): Promise<AssetFolder> {
  await fs.create(`${build}/.vite/reflex.json`, JSON.stringify({ version: 1, build }))
  await fs.create(`${build}/.vite/manifest.json`, '{}')
  for (const [file, contents] of Object.entries(files))
    await fs.create(`${build}/${file}`, contents)
  return new AssetFolder(join(fs.basePath, build))
}

/** Its files, but for those of Vite's own folder. */
export async function filesOf({ path }: AssetFolder): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('.vite'))
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort()
}

/** As `reflex:deploy` says it. Any other error fails the test; nothing where the work succeeds. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return ''
  } catch (error) {
    if (!(error instanceof E_ASSET_FOLDER)) throw error
    return `${error.message}. ${error.help}`
  }
}
