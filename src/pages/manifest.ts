/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { E_MANIFEST_INVALID, E_MANIFEST_MISSING } from './exceptions.ts'
import type { Manifest } from './types.ts'

/** Path of the manifest in Vite's build directory. */
export const MANIFEST_FILE = '.vite/reflex.json'

/** Folder of the pages as the server loads them, in the folder that `node ace build` writes. */
export const SERVER_BUILD = 'reflex'

/**
 * Reads what a production build left for the server.
 *
 * @param buildDirectory - absolute path of Vite's build directory, such as `public/assets`
 * @throws E_MANIFEST_MISSING when nothing was built
 * @throws E_MANIFEST_INVALID when the file cannot be used
 */
export async function readManifest(buildDirectory: string): Promise<Manifest> {
  const file = join(buildDirectory, MANIFEST_FILE)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new E_MANIFEST_MISSING(file)
    throw error
  }

  let manifest: Partial<Manifest> | null
  try {
    manifest = JSON.parse(text) as Partial<Manifest> | null
  } catch (error) {
    throw new E_MANIFEST_INVALID(file, 'it is not JSON', { cause: error })
  }
  if (manifest?.version !== 1) {
    throw new E_MANIFEST_INVALID(file, 'it was written by another version of reflex-adonis')
  }
  if (
    typeof manifest.build !== 'string' ||
    !Array.isArray(manifest.pages) ||
    !Array.isArray(manifest.states)
  ) {
    throw new E_MANIFEST_INVALID(file, 'it is not complete')
  }
  return manifest as Manifest
}

/** The text of a manifest file. The same manifest always has the same text. */
export function encodeManifest({ build, pages, states }: Omit<Manifest, 'version'>): string {
  const manifest: Manifest = { version: 1, build, pages, states }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/**
 * A short name for the browser's files: 12 characters that change whenever one of the files does.
 *
 * @param files - contents by file name, in any order
 */
export function buildId(files: Map<string, string | Uint8Array>): string {
  const hash = createHash('sha256')
  for (const name of [...files.keys()].sort()) {
    hash.update(name).update('\0').update(files.get(name)!).update('\0')
  }
  return hash.digest('hex').slice(0, 12)
}
