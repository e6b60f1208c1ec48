/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'corpus')

/** An input that a server has failed at once. */
export interface KnownInput {
  target: string
  name: string
  bytes: Uint8Array
}

/** All inputs that are kept, which must not fail again. */
export async function knownInputs(): Promise<KnownInput[]> {
  const found: KnownInput[] = []
  const files = await readdir(folder, { withFileTypes: true, recursive: true })
  for (const file of files.filter((each) => each.isFile()).sort(byName)) {
    const target = file.parentPath.slice(folder.length + 1)
    // Files beside the folders of the targets are no inputs
    if (target === '') continue
    found.push({ target, name: file.name, bytes: await readFile(join(file.parentPath, file.name)) })
  }
  return found
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}

/**
 * Keeps an input.
 *
 * @returns the path of its file
 */
export async function keepInput(target: string, bytes: Uint8Array): Promise<string> {
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const path = join(folder, target, name)
  await mkdir(join(folder, target), { recursive: true })
  await writeFile(path, bytes)
  return path
}
