/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_ASSET_FOLDER } from './exceptions.ts'

type Fault = [problem: (path: string) => string, remedy: string]

const IS_FOLDER: Fault = [
  (path) => `"${path}" is a folder, where a file is expected`,
  'Remove or rename the folder, and run the command again',
]
const IS_FILE: Fault = [
  (path) => `There is a file in the path "${path}", where a folder is expected`,
  'Remove or rename the file, and run the command again',
]
const FORBIDDEN: Fault = [
  (path) => `The system does not allow access to "${path}"`,
  'Run the command as a user who may read and write there',
]
const FULL: Fault = [
  (path) => `No space is left for "${path}"`,
  'Make space, and run the command again',
]

/** By code of the system's error. */
const FAULTS: Record<string, Fault> = {
  ENOENT: [
    (path) => `"${path}" is missing`,
    'Check that nothing else changes the folder meanwhile, and run the command again',
  ],
  EISDIR: IS_FOLDER,
  ERR_FS_EISDIR: IS_FOLDER,
  ENOTDIR: IS_FILE,
  EEXIST: IS_FILE,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: FORBIDDEN,
  ENOSPC: FULL,
  EDQUOT: FULL,
  ELOOP: [
    (path) => `"${path}" is a link that cannot be followed`,
    'Replace the link with what it stands for',
  ],
}

/**
 * An error as operators get it: one of the system names the path, and what to do.
 *
 * @param folder - what was in use, where the error does not say it
 */
export function explained(error: unknown, folder: string): unknown {
  if (!(error instanceof Error)) return error
  const { code, syscall, path, dest } = error as NodeJS.ErrnoException & { dest?: string }
  if (syscall === undefined || code === undefined) return error
  const fault = FAULTS[code] ?? [
    () => `The system fails: ${error.message}`,
    'Check the disk and the folder, and run the command again',
  ]
  // What is renamed is a part with a name that says nothing
  return new E_ASSET_FOLDER([fault[0](dest ?? path ?? folder), fault[1]], { cause: error })
}

/** Whether nothing is at a path. A folder on the way may be a file: there is nothing below it. */
export function isAbsence(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}
