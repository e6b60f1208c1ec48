/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel } from '@adonisjs/lucid/types/model'

/** Whether a field has the keys of several rows, and not a column. */
export function isRelated(model: LucidModel, name: string): boolean {
  return model.$hasRelation(name) && model.$getRelation(name).type === 'manyToMany'
}
