/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LiveLimits } from './contracts.ts'

export const LIVE_LIMITS: LiveLimits = {
  collect: 50,
  perGroup: 4,
  atOnce: 4,
  perSecond: 200,
  newsAfter: 1_000,
}
