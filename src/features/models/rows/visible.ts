/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

/** A model that says which of its rows somebody may see. */
interface ScopedModel {
  /** A scope of Lucid. */
  visibleTo?: unknown
}

/** Leaves of a query what a user may see by the scope `visibleTo` of its model. Without one, that is all of it. */
export function limitToVisible(
  query: ModelQueryBuilderContract<LucidModel>,
  user: object | undefined
): void {
  const { visibleTo } = query.model as unknown as ScopedModel
  if (typeof visibleTo === 'function') void visibleTo.call(query.model, query, user)
}
