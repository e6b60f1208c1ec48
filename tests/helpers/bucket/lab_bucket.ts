/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Bucket } from './bucket.ts'

/** How `config/drive.ts` of the lab gets at its bucket. */
export const CREDENTIALS = { accessKeyId: 'lab', secretAccessKey: 'a secret of the lab' }

/** The bucket of the lab, at the port that its environment has for it. */
export async function openBucket(): Promise<Bucket> {
  const bucket = new Bucket('lab', CREDENTIALS)
  await bucket.listen(Number(new URL(process.env.BUCKET_URL!).port))
  return bucket
}
