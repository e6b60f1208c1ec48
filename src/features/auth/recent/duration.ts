/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { parseDuration } from '../../../option_values.ts'
import type { Duration } from '../../../option_values.ts'

/**
 * @returns milliseconds
 * @throws TypeError for what is not a duration, or none at all
 */
export function millisecondsOf(duration: Duration): number {
  const parsed = parseDuration(duration)
  if (parsed !== undefined && parsed > 0) return parsed
  throw new TypeError(`"${String(duration)}" is not a duration. Write milliseconds or "15m", "1h"`)
}
