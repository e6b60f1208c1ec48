/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { CookieJar } from '../../bridge/main.ts'
import { isSameValue } from './place.ts'
import type { CookiePlace } from './place.ts'
import type { PlacedVar } from './placed_vars.ts'

/** Adonis reads a cookie that is empty, zero or false as none, so these are wrapped. */
const WRAPPED = '$value'

/**
 * What a cookie says that its var is.
 *
 * @returns null when there is none, or it was tampered with
 */
export function readCookie(jar: CookieJar, { key, seal }: CookiePlace): unknown {
  const value = jar.list()[key] === undefined ? null : jar.read(key, seal)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, WRAPPED)) return value
  return (value as Record<string, unknown>)[WRAPPED]
}

/**
 * Sets the cookie of a var. One that has its initial value needs none.
 */
export function writeCookie(
  { response }: HttpContext,
  { place, initial }: PlacedVar<CookiePlace>,
  value: unknown
): void {
  const { key, seal, options } = place
  if (value === undefined || value === null || isSameValue(value, initial)) {
    response.clearCookie(key, options)
    return
  }
  const written = value || { [WRAPPED]: value }
  if (seal === 'signed') response.cookie(key, written, options)
  else if (seal === 'encrypted') response.encryptedCookie(key, written, options)
  else response.plainCookie(key, written, options)
}
