/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { TIME_ZONE_COOKIE } from '../../protocol/main.ts'

/** What a name looks like: `Europe/Berlin`, `Etc/GMT+5`. */
const NAME = /^[a-z][\w+/-]{0,63}$/i

const known = new Set<string>()

/** Names that are remembered: there are some 600, and case makes no other zone. */
const MOST = 2_000

/** Whether there is a time zone of that name. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true
  if (!NAME.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  if (known.size < MOST) known.add(name)
  return true
}

/**
 * Returns the time zone of the browser, as it has told it; undefined before it has shown a page with
 * `useI18n()` for the first time.
 */
export function visitorTimeZone({ request }: HttpContext): string | undefined {
  const name: unknown = request.plainCookie(TIME_ZONE_COOKIE, { encoded: false })
  return typeof name === 'string' && isTimeZone(name) ? name : undefined
}
