/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Check } from '../../doctor/main.ts'
import { MANIFEST_FILE, readManifest } from '../../pages/main.ts'

const compressed = promisify(gzip)

/**
 * Looks for pages with much JavaScript in the build, where there is one.
 *
 * @param folders - that may have the browser's files of a build
 */
export function pageSizeCheck(folders: readonly string[]): Check {
  return {
    name: 'build/page-size',
    async *run({ expected }) {
      const folder = folders.find((each) => existsSync(join(each, MANIFEST_FILE)))
      if (folder === undefined) return
      const { pages } = await readManifest(folder)
      const sizes = new Map<string, Promise<number>>()
      const sizeOf = (file: string) => {
        const known = sizes.get(file) ?? sizeOfFile(join(folder, file))
        sizes.set(file, known)
        return known
      }
      for (const { id, line, chunk, imports = [] } of pages) {
        if (chunk === undefined) continue
        const files = [...new Set([chunk, ...imports])].filter((file) => file.endsWith('.js'))
        const each = await Promise.all(files.map(sizeOf))
        const bytes = each.reduce((sum, size) => sum + size, 0)
        if (bytes <= expected.pageSize) continue
        yield {
          severity: 'warning',
          about: id,
          file: id,
          line,
          reason: `The page has ${inKilobytes(bytes)} of JavaScript of its own, over the ${inKilobytes(expected.pageSize)} of doctor.pageSize`,
          remedy: 'Load what it does not need at once with import(), or leave a package out',
        }
      }
    },
  }
}

/** Bytes of a file on its way to a browser. */
async function sizeOfFile(file: string): Promise<number> {
  const { length } = await compressed(await readFile(file))
  return length
}

function inKilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_024)} kB`
}
