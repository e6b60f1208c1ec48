/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { unlink } from 'node:fs/promises'
import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { AroundEvent } from '../../state/main.ts'
import { refuseEmpty } from './declared_files.ts'
import { bucketFileOf } from './direct/main.ts'
import { fileSlots } from './file_fields.ts'
import { clientFileName } from './file_name.ts'
import { detectType } from './file_type.ts'
import { KeptFiles } from './kept_files.ts'
import type { FileStorage } from './kept_files.ts'
import type { UploadEvent } from './upload_events.ts'

/** How deep the fields of a form may be. */
const DEEPEST = 32

/**
 * Looks after the files of an event while it runs, whether they came with claims or in a form that was posted:
 * tells what they are before they are validated, and removes afterwards what the handler has not kept.
 */
export function aroundUpload({ fields, options }: UploadEvent, storage: FileStorage): AroundEvent {
  return {
    async run(scope, args, work) {
      const [argument] = args
      const files = filesIn(argument)
      if (files.length === 0) return work()
      const kept = new KeptFiles(storage, options.disk, (undo) => scope.undoWith(undo))
      const extnames = new Map(
        fileSlots(fields, argument).map(({ value, field }) => [value, field.extnames])
      )
      try {
        for (const file of files) {
          kept.watch(file)
          await examine(file, extnames.get(file))
        }
        return await work()
      } finally {
        await Promise.all(files.map(discard))
      }
    },
  }
}

/** Finds out what a file is. What tests make has no contents. */
async function examine(
  file: MultipartFile,
  extnames: readonly string[] | undefined
): Promise<void> {
  file.clientName = clientFileName(file.clientName)
  const { tmpPath, clientName } = file
  const inBucket = bucketFileOf(file)
  if (!tmpPath && !inBucket) return
  const source = inBucket ? (length: number) => inBucket.head(length) : tmpPath!
  const found = await detectType(source, clientName, extnames)
  file.extname = found?.extname
  file.type = found?.type
  file.subtype = found?.subtype
  if (file.size === 0 && !file.errors.some(({ type }) => String(type) === 'empty')) {
    refuseEmpty(file)
  }
}

async function discard(file: MultipartFile): Promise<void> {
  const { tmpPath } = file
  if (!tmpPath) return
  file.tmpPath = undefined
  await unlink(tmpPath).catch(() => {})
}

/** What a visitor writes may look like a file, and say where it is. So its class tells. */
function filesIn(value: unknown, depth = 0): MultipartFile[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return []
  if (value instanceof MultipartFile) return [value]
  return Object.values(value).flatMap((each) => filesIn(each, depth + 1))
}
