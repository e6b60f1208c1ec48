/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Parts } from './parts.ts'

/**
 * Whether pages have the panel of the devtools: only where `node ace serve` runs the application, which `app.inDev` alone does
 * not say, since commands run in development as well.
 */
export function hasDevtools({ dependencies: { app, config } }: Parts): boolean {
  return app.inDev && app.getEnvironment() === 'web' && config.devtools
}
