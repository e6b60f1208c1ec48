/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { SessionCollection } from '@adonisjs/session'

/** The sessions of an application, without a request; undefined where it has none. */
export async function sessionCollectionOf(
  app: ApplicationService
): Promise<SessionCollection | undefined> {
  if (!app.config.has('session')) return undefined
  const { SessionCollection } = await import('@adonisjs/session')
  return app.container.make(SessionCollection)
}
