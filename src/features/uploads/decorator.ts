/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RuntimeException } from '@adonisjs/core/exceptions'
import type { Infer } from '@vinejs/vine/types'
import { event, isValidator, recordNote } from '../../state/main.ts'
import type { AnyValidator, EventKey } from '../../state/main.ts'

/** Under which the decorator notes what it says. */
export const UPLOADS = 'uploads'

/** What an event does with the files that it is called with. */
export interface UploadOptions {
  /** The disk of `@adonisjs/drive` that `keep()` writes to. By default that of `config/drive.ts`. */
  disk?: string
  /**
   * Browsers send files to the disk themselves, by signed addresses. A disk that gives out none, such as a folder of this machine,
   * gets them through the application.
   */
  direct?: boolean
}

/**
 * Makes a method an event that takes files. It is an event like any other: what differs is that the files of its
 * argument go over HTTP first, straight to disk. A file that the handler neither keeps nor moves is removed when
 * the event is over.
 *
 * @param validator - a VineJS validator for the first argument, with `vine.file()` for each file
 * @param options.disk - the disk of Drive that `keep()` writes to
 * @param options.direct - have browsers send files to that disk themselves, as to a bucket
 *
 * @example
 * ```ts
 * class ProfileState extends AppState {
 *   @rx.upload(avatarValidator) async setAvatar({ avatar }: Infer<typeof avatarValidator>) {
 *     this.key = await avatar.keep('avatars')
 *   }
 * }
 * ```
 */
export function upload<V extends AnyValidator>(
  validator: V,
  options: UploadOptions = {}
): <T extends object, K extends string, H extends (data: Infer<V>, ...rest: never[]) => unknown>(
  target: T,
  key: K & EventKey<T, K>,
  descriptor: TypedPropertyDescriptor<H>
) => void {
  if (!isValidator(validator) || !isOptions(options)) {
    throw new RuntimeException(
      '@rx.upload() takes a VineJS validator with vine.file(), and options such as { disk: "s3" }'
    )
  }
  const decorate = event(validator)
  return (target, key, descriptor) => {
    decorate(target, key as never, descriptor)
    recordNote(target.constructor, UPLOADS, key, options)
  }
}

function isOptions(value: unknown): value is UploadOptions {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, given]) =>
      name === 'disk' ? typeof given === 'string' : name === 'direct' && typeof given === 'boolean'
    )
  )
}
