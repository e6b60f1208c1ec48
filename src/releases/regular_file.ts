/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { E_ASSET_FOLDER } from './exceptions.ts'
import { isAbsence } from './file_faults.ts'

/** Windows has no such flags, and no such files. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** A file that was read whole. */
export interface RegularFile {
  contents: Buffer
  /** Who may do what with it. */
  mode: number
}

/**
 * Reads a file that is nothing else: no folder, no link, and no pipe, which nobody may ever write to.
 *
 * @returns undefined where there is nothing
 * @throws E_ASSET_FOLDER when there is something else
 */
export async function readRegular(path: string): Promise<RegularFile | undefined> {
  const handle = await opened(path)
  try {
    const found = await handle?.stat()
    if (!handle || !found) return undefined
    if (!found.isFile()) {
      const what = found.isDirectory() ? 'a folder' : 'a device or a pipe'
      const remedy = 'Remove or rename it, and run the command again'
      throw new E_ASSET_FOLDER([`"${path}" is ${what}, where a file is expected`, remedy])
    }
    return { contents: await handle.readFile(), mode: found.mode & 0o777 }
  } finally {
    await handle?.close()
  }
}

async function opened(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, FLAGS)
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}
