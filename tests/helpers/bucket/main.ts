/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { Bucket } from './bucket.ts'
export type { StoredObject } from './bucket.ts'
export { CREDENTIALS, openBucket } from './lab_bucket.ts'
export { Refusal } from './signature.ts'
