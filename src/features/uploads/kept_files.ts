/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { DriveManager } from '../../adonis/main.ts'
import { bucketFileOf } from './direct/main.ts'
import { E_UPLOAD_KEEP } from './exceptions.ts'

declare module '@adonisjs/core/bodyparser' {
  interface MultipartFile {
    /**
     * Keeps a file that an `@rx.upload()` event was called with: on a disk of `@adonisjs/drive` where the
     * application has it, otherwise in the folder `storage`. Its name there is a new one, with the extension that
     * its contents have. When the event fails, it is removed again: what was sent to the page with a `yield` before
     * stays.
     *
     * @param folder - where to, such as `avatars`
     * @param options.disk - a disk of Drive; by default that of the event, or of `config/drive.ts`
     * @returns the key of the file: `avatars/<uuid>.jpg`
     * @throws E_UPLOAD_KEEP for what is not a folder, or a file that is not there any more
     */
    keep(folder: string, options?: { disk?: string }): Promise<string>
  }
}

/** Where files are kept. */
export interface FileStorage {
  /**
   * @param path - of the file, which need not be there afterwards
   * @param key - path in the storage
   */
  put(path: string, key: string, disk: string | undefined, contentType: string): Promise<void>
  remove(key: string, disk: string | undefined): Promise<void>
}

/** What an event has kept of its files. */
export class KeptFiles {
  readonly disk: string | undefined
  #storage: FileStorage
  #undoWith: (undo: () => Promise<void>) => void

  /**
   * @param disk - of the event; undefined for the application's default
   * @param undoWith - hears how to remove what was kept, should the event fail
   */
  constructor(
    storage: FileStorage,
    disk: string | undefined,
    undoWith: (undo: () => Promise<void>) => void
  ) {
    this.#storage = storage
    this.disk = disk
    this.#undoWith = undoWith
  }

  /** The handler has these files: what it keeps is known from now on. */
  watch(file: MultipartFile): void {
    keepers.set(file, this)
  }

  /**
   * @throws E_UPLOAD_KEEP
   */
  async keep(file: MultipartFile, folder: string, disk: string | undefined): Promise<string> {
    const inBucket = bucketFileOf(file)
    if ((!file.tmpPath && !inBucket) || file.state !== 'consumed') {
      throw new E_UPLOAD_KEEP(['it was moved or kept before, or its event is over'])
    }
    const extension = file.extname ? `.${file.extname.replace(/[^\w-]/g, '')}` : ''
    const name = `${randomUUID()}${extension}`
    const key = `${folderOf(folder)}/${name}`
    const type = file.type ? `${file.type}/${file.subtype}` : 'application/octet-stream'
    this.#undoWith(() => this.#storage.remove(key, disk))
    if (inBucket) await inBucket.moveTo(key, disk, type)
    else await this.#storage.put(file.tmpPath!, key, disk, type)
    file.markAsMoved(name, key)
    return key
  }
}

const keepers = new WeakMap<MultipartFile, KeptFiles>()

/** Gives files the method `keep`. */
export function installKeep(): void {
  MultipartFile.macro('keep', async function (this: MultipartFile, folder, options) {
    const kept = keepers.get(this)
    if (!kept) throw new E_UPLOAD_KEEP(['it did not come with an @rx.upload() event'])
    return kept.keep(this, folder, options?.disk ?? kept.disk)
  })
}

/** A storage in a folder of the application. */
export function folderStorage(root: string): FileStorage {
  const pathOf = (key: string) => join(root, key)
  return {
    async put(path, key, disk) {
      if (disk !== undefined) {
        const problem = `there is no disk "${disk}", since the application has no @adonisjs/drive`
        throw new E_UPLOAD_KEEP([problem])
      }
      const target = pathOf(key)
      await mkdir(dirname(target), { recursive: true })
      try {
        await rename(path, target)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
        await copyFile(path, target)
        await unlink(path)
      }
    },
    remove: (key) => unlink(pathOf(key)),
  }
}

/** A storage on the disks of Drive. */
export function driveStorage(drive: DriveManager): FileStorage {
  return {
    put: (path, key, disk, contentType) => drive.use(disk).moveFromFs(path, key, { contentType }),
    remove: (key, disk) => drive.use(disk).delete(key),
  }
}

/**
 * @throws E_UPLOAD_KEEP for a path that leaves the storage
 */
function folderOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '')
  const isFolder = parts.length > 0 && !folder.startsWith('/') && !/[\\\0]/.test(folder)
  if (isFolder && !parts.some((part) => part === '.' || part === '..')) return parts.join('/')
  throw new E_UPLOAD_KEEP([`"${folder}" is not a folder in the storage, such as "avatars"`])
}
