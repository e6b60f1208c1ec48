/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { LiveQuery } from '../../../../../src/features/models/live/main.ts'
import { freshDatabase, lucid } from '../../../../helpers/models/databases.ts'
import { LiveWorld } from '../../../../helpers/models/live_world.ts'
import type { TabContext } from '../../../../helpers/models/live_world.ts'
import { createShop, shopModels } from '../../../../helpers/models/shop.ts'

test.group('Live queries of two databases', () => {
  test('share nothing, though their texts are the same', async ({ assert, cleanup }) => {
    const [one, two] = [await freshDatabase('sqlite'), await freshDatabase('sqlite')]
    const db = lucid({ one: one.config, two: two.config })
    cleanup(async () => {
      await db.manager.closeAll()
      await Promise.all([one.remove(), two.remove()])
    })
    for (const name of ['two', 'one']) {
      db.primaryConnectionName = name
      await createShop(db)
    }
    const { Product } = shopModels(db)
    const world = new LiveWorld(db)
    cleanup(() => world.close())
    const names = (connection: string): LiveQuery<TabContext, string[]> => ({
      name: 'names',
      audience: () => 'everyone',
      query: () => Product.query({ connection }).orderBy('name'),
      result: async (query) => {
        const products = await (query as unknown as PromiseLike<{ name: string }[]>)
        return products.map(({ name }) => name)
      },
    })

    const first = await world.open(world.tab(), names('one'))
    const second = await world.open(world.tab(), names('two'))
    await Product.create({ name: 'Tea' }, { connection: 'two' })
    await world.quiet()
    assert.deepEqual([first.now, second.now], [[], ['Tea']])
    await Product.create({ name: 'Milk' }, { connection: 'one' })
    await world.quiet()
    assert.deepEqual([first.now, second.now], [['Milk'], ['Tea']])
  })
})
