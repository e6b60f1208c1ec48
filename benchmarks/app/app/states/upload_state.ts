/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { AppState, rx } from 'reflex-adonis'

const fileValidator = vine.create({ file: vine.file() })

/** Takes a file, and does nothing with it. */
export default class UploadState extends AppState {
  @rx.upload(fileValidator) take({ file }: Infer<typeof fileValidator>) {
    return file.size
  }
}
