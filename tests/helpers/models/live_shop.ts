/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { LiveQuery } from '../../../src/features/models/live/main.ts'
import type { LiveTab, TabContext } from './live_world.ts'
import type { ShopModels } from './shop.ts'

export type ProductQuery = ModelQueryBuilderContract<ShopModels['Product']>

/** A live query of a test, whose result is plain. */
export type ShopQuery = LiveQuery<TabContext, unknown[], ProductQuery>

/** What may be watched of a shop, in all forms that are judged differently. */
export function shopQueries({ Product }: ShopModels): ShopQuery[] {
  const forms: Record<string, (query: ProductQuery, tab: LiveTab) => void> = {
    'all': (query) => query.orderBy('name'),
    'own': (query, tab) => query.where('owner_id', tab.user).orderBy('price', 'desc').orderBy('id'),
    'first page': (query) => query.orderBy('price').orderBy('id').limit(3),
    'second page': (query) => query.orderBy('price').orderBy('id').limit(3).offset(3),
    'second page of some': (query) =>
      query.where('stock', 1).orderBy('price').orderBy('id').limit(2).offset(2),
    'dear': (query) => query.where('price', '>', 3).orderBy('id').limit(2),
    'with relations': (query) =>
      query
        .whereIn('owner_id', [1, 2])
        .orderBy('id')
        .preload('category')
        .preload('tags', (tags) => tags.orderBy('code')),
    'of a category': (query) =>
      query.whereHas('category', (category) => category.where('name', 'c1')).orderBy('id'),
    'by role': (query, tab) => {
      if (tab.role !== 'chief') query.where('price', '<', 4)
      query.orderBy('id')
    },
    'either': (query) => query.where('stock', 0).orWhere('owner_id', 2).orderBy('id'),
    'grouped': (query) =>
      query
        .where('price', 2)
        .where((inner) => inner.where('stock', 0).orWhereNull('category_id'))
        .orderBy('id'),
    'without': (query) => query.whereNot('owner_id', 1).whereNotNull('category_id').orderBy('id'),
    'some columns': (query) =>
      query.select('id', 'name').where('stock', 1).orderBy('name').limit(4),
    'no keys': (query) => query.select('name').where('owner_id', 2).orderBy('name'),
    'raw': (query) => query.whereRaw('price + stock = 3').orderBy('id'),
    'count': (query) => query.where('stock', 0).count('* as total'),
    'sums': (query) =>
      query.select('owner_id').sum('price as worth').groupBy('owner_id').orderBy('owner_id'),
  }
  return Object.entries(forms).map(([name, form]) => ({
    name,
    audience: ({ tab }) => (name === 'by role' ? tab.role : 'all'),
    permit: async ({ tab }) => {
      if (tab.refusal) throw tab.refusal
    },
    query: ({ tab }) => {
      const query = Product.query()
      form(query, tab)
      return query
    },
    result: async (query, { tab }) => {
      const rows = await query
      await tab.pause()
      return rows.map((row) => ({ ...row.serialize(), ...row.$extras }))
    },
  }))
}
