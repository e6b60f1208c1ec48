/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { UploadList } from './upload_list.ts'
export type { UploadedFile, UploadSettings, UploadSnapshot, UploadStatus } from './upload_list.ts'
export { uploadsFeature } from './uploads_client.ts'
export type { UploadsClient } from './uploads_client.ts'
