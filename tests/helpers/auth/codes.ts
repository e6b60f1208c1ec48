/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Secret, TOTP } from 'otpauth'

/**
 * The code that an authenticator app shows.
 *
 * @param steps - how many periods from now
 */
export function codeOf(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return totp.generate({ timestamp: Date.now() + steps * 30_000 })
}

/** A code that no step near now has. */
export function wrongCode(secret: string): string {
  const near = new Set(Array.from({ length: 7 }, (_, index) => codeOf(secret, index - 3)))
  let code = 0
  while (near.has(String(code).padStart(6, '0'))) code++
  return String(code).padStart(6, '0')
}
