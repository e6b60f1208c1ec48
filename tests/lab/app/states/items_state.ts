/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { rx } from 'reflex-adonis'
import { modelState } from 'reflex-adonis/models'
import Item from '#models/item'
import ItemPolicy from '#policies/item_policy'
import ItemTransformer from '#transformers/item_transformer'
import { itemFilters, itemValidator } from '#validators/item'

/** Items of the user. */
export default class ItemsState extends modelState(Item, {
  row: ItemTransformer,
  form: itemValidator,
  editable: ['price', 'status'],
  search: ['name'],
  sort: ['name', 'price'],
  filters: itemFilters,
  owner: 'ownerId',
  policy: ItemPolicy,
  version: 'updatedAt',
  deletedAt: 'deletedAt',
  perPage: [5, 10],
}) {
  @rx.var() get worth() {
    return this.rows.reduce((sum, row) => sum + row.price, 0)
  }

  protected override filtered(
    query: ModelQueryBuilderContract<typeof Item>,
    name: 'status' | 'below',
    value: unknown
  ) {
    if (name !== 'below') return false
    void query.where('price', '<', value as number)
    return true
  }

  protected override afterSave(row: Item, isNew: boolean) {
    return rx.toast.success(isNew ? `${row.name} is there` : `${row.name} is saved`)
  }
}
