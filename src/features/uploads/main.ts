/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { upload } from './decorator.ts'
export type { UploadOptions } from './decorator.ts'
export { driveStorage, folderStorage } from './kept_files.ts'
export type { FileStorage } from './kept_files.ts'
export { answerOf } from './disk_answer.ts'
export { UploadFolder } from './upload_folder.ts'
export type { UploadFolderOptions } from './upload_folder.ts'
export type { UploadLimits } from './limits.ts'
export { Uploads } from './uploads.ts'
export type { UploadsConfig } from './uploads.ts'
