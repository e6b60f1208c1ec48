/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomBytes } from 'node:crypto'

/** Bytes of a secret that nobody guesses. */
const SECRET_BYTES = 32

/** A text of 43 letters that nobody guesses. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/** What the database has of a secret: who reads it cannot use it. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
