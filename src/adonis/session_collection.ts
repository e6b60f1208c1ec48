/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { SessionCollection } from '@adonisjs/session'
import type { TaggedSession } from '@adonisjs/session/types'

/** The sessions of an application, without a request; undefined where it has none. */
export async function sessionCollectionOf(
  app: ApplicationService
): Promise<SessionCollection | undefined> {
  if (!app.config.has('session')) return undefined
  const { SessionCollection } = await import('@adonisjs/session')
  return app.container.make(SessionCollection)
}

/**
 * The sessions that are tagged with the id of a user, and in which a guard has them: one of another guard may have the same id.
 *
 * @param key - of the guard; null where the application has none
 */
export async function sessionsOf(
  collection: SessionCollection,
  user: string,
  key: string | null
): Promise<TaggedSession[]> {
  if (!collection.supportsTagging()) return []
  const tagged = await collection.tagged(user)
  return key === null ? tagged : tagged.filter(({ data }) => String(data[key]) === user)
}
