/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { siblingsOf } from '../processes/main.ts'
import type { Parts } from './parts.ts'

/** Says what the configuration leaves open, and what it does not fit. */
export function warnOfConfiguration({ dependencies, hosts }: Parts): void {
  const { app, logger, store } = dependencies
  const siblings = store.shared ? undefined : siblingsOf(process.env)
  if (siblings !== undefined) {
    const help = 'Use the redis store, or run one process'
    const text =
      '%s runs several processes, and their store of tabs is not shared: rooms are split, and pages lose their tabs'
    logger.warn({ code: 'E_STORE_ALONE', help }, text, siblings)
  }
  if (!app.inProduction || hosts.isKnown) return
  logger.warn(
    'allowedHosts of config/reflex.ts is not set: sockets are opened for any host that a request names'
  )
}
