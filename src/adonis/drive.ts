/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { DriveDisk } from './bindings.ts'

/** What disks say of a key that no file can have. */
const NO_KEY = /^E_(?:UNALLOWED_CHARACTERS|PATH_TRAVERSAL_DETECTED|INVALID_KEY)$/

/**
 * Whether a disk of Drive that could not read a file has no such file. Otherwise the disk fails. Each driver says so in words of
 * its own, so the disk is asked.
 *
 * @param error - what it has said
 */
export async function isMissingOn(disk: DriveDisk, key: string, error: unknown): Promise<boolean> {
  if (NO_KEY.test(String((error as { code?: unknown }).code))) return true
  return disk.exists(key).then(
    (exists) => !exists,
    () => false
  )
}

/** Who may read what is written to a disk; undefined where its driver does not say. */
export function visibilityOf({ driver }: DriveDisk): 'public' | 'private' | undefined {
  return driver.options?.visibility
}
