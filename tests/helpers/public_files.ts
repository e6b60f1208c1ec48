/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Assert } from '@japa/assert'

/** What only a build for the server imports. */
const SERVER_CODE =
  /from\s*["'](react-dom\/server|node:)|import\s*\*\s*as \w+\s*from\s*["']react["']/

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath, entry.name))
}

/**
 * Fails when a production build has the pages' code for the server among the files that everybody
 * gets, or its server sends it.
 */
export async function assertNoServerCode(
  assert: Assert,
  { folder, url }: { folder: string; url: string }
): Promise<void> {
  const built = join(folder, 'reflex')
  const ofServer = (await filesBelow(built)).map((file) => file.slice(built.length + 1))
  assert.isNotEmpty(ofServer)

  const files = await filesBelow(join(folder, 'public'))
  for (const file of files) {
    assert.notMatch(file, /[\\/]server[\\/]/)
    if (file.endsWith('.js')) assert.notMatch(await readFile(file, 'utf8'), SERVER_CODE)
  }
  for (const file of ofServer) {
    for (const path of [`/assets/server/${file}`, `/reflex/${file}`, `/assets/${file}`]) {
      const { status } = await fetch(`${url}${path.replaceAll('\\', '/')}`)
      assert.equal(status, 404, path)
    }
  }
}
