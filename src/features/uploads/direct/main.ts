/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { BucketFile, bucketFileOf } from './bucket_file.ts'
export type { BucketPlace } from './bucket_file.ts'
export { DirectUploads } from './direct_uploads.ts'
