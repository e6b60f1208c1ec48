/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LoggerFactory } from '@adonisjs/core/factories/logger'
import type { Database } from '@adonisjs/lucid/database'
import type { ConnectionConfig } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import { WriteCapture } from '../../../../../src/features/models/capture/main.ts'
import type { Change } from '../../../../../src/features/models/capture/main.ts'
import { readsWrittenRows } from '../../../../../src/features/models/live/main.ts'
import { freshDatabase, lucid } from '../../../../helpers/models/databases.ts'
import type { DialectName } from '../../../../helpers/models/databases.ts'
import { createShop, emptyShop, shopModels } from '../../../../helpers/models/shop.ts'
import type { ShopModels } from '../../../../helpers/models/shop.ts'

/** What tests look at of a change. */
function told({ table, operation, ids, columns }: Change) {
  return { table, operation, ids, columns }
}

function change(
  table: string,
  operation: Change['operation'],
  ids: Change['ids'] = 'all',
  columns: Change['columns'] = 'all'
) {
  return { table, operation, ids, columns }
}

/**
 * What is seen of the writes of each database, and what is not.
 */
export function captureSuite(dialect: DialectName, tags: string[]): void {
  const isMysql = dialect === 'mysql'

  test.group(`Capture of writes | ${dialect}`, (group) => {
    let config: ConnectionConfig
    let db: Database
    let models: ShopModels
    let capture: WriteCapture
    let commits: ReturnType<typeof told>[][]

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      config = fresh.config
      db = lucid({ shop: config })
      await createShop(db)
      models = shopModels(db)
      return async () => {
        await db.manager.closeAll()
        await fresh.remove()
      }
    })
    group.each.setup(async () => {
      await emptyShop(db)
      capture = new WriteCapture(new LoggerFactory().create())
      capture.learnKey('tags', 'code')
      capture.attach(db)
      commits = []
      capture.onCommit((changes) => void commits.push(changes.map(told)))
      return () => capture.close()
    })

    /** What has been told since it was asked last. */
    const news = () => commits.splice(0).flat()
    const product = async (name: string, price = 1) => {
      const made = await models.Product.create({ name, price })
      news()
      return made
    }

    test('a model is created, saved, saved quietly and deleted', async ({ assert }) => {
      const made = await models.Product.create({ name: 'Tea', price: 3 })
      assert.deepEqual(news(), [change('products', 'insert', [made.id])])
      made.price = 4
      await made.save()
      assert.deepEqual(news(), [change('products', 'update', [made.id], ['price'])])
      made.stock = 2
      await made.saveQuietly()
      assert.deepEqual(news(), [change('products', 'update', [made.id], ['stock'])])
      await made.save()
      assert.deepEqual(news(), [], 'nothing was dirty')
      await made.delete()
      assert.deepEqual(news(), [change('products', 'delete', [made.id])])
    })

    test('a key that is assigned is told, under its name', async ({ assert }) => {
      capture.onCommit(([{ key }]) => assert.equal(key, 'code'))
      const tag = await models.Tag.create({ code: 'new', label: 'New' })
      assert.deepEqual(news(), [change('tags', 'insert', ['new'])])
      await tag.merge({ label: 'Newest' }).save()
      assert.deepEqual(news(), [change('tags', 'update', ['new'], ['label'])])
      await models.Tag.query().where('code', 'new').update({ code: 'old' })
      assert.deepEqual(news(), [change('tags', 'any', ['new', 'old'])])
    })

    test('many models are created in one commit', async ({ assert }) => {
      const made = await models.Product.createMany([{ name: 'Tea' }, { name: 'Milk' }])
      assert.deepEqual(commits, [[change('products', 'insert', [made[0].id, made[1].id])]])
      news()
      const fetched = await models.Product.fetchOrCreateMany('name', [
        { name: 'Tea' },
        { name: 'Salt' },
      ])
      assert.deepEqual(news(), [change('products', 'insert', [fetched[1].id])])
      const [tea] = await models.Product.updateOrCreateMany('name', [
        { name: 'Tea', price: 9 },
        { name: 'Rice' },
      ])
      const updated = news()
      assert.lengthOf(updated, 2)
      assert.deepInclude(updated, change('products', 'update', [tea.id], ['price']))
    })

    test('a model is updated or created', async ({ assert }) => {
      const tea = await models.Product.updateOrCreate({ name: 'Tea' }, { price: 1 })
      assert.deepEqual(news(), [change('products', 'insert', [tea.id])])
      await models.Product.updateOrCreate({ name: 'Tea' }, { price: 2 })
      assert.deepEqual(news(), [change('products', 'update', [tea.id], ['price'])])
      await models.Product.firstOrCreate({ name: 'Tea' })
      assert.deepEqual(news(), [])
    })

    test('queries of models update, delete and count up in bulk', async ({ assert }) => {
      const tea = await product('Tea')
      const milk = await product('Milk')
      await models.Product.query().where('price', '<', 5).update({ price: 7, ownerId: 3 })
      assert.deepEqual(news(), [change('products', 'update', 'all', ['price', 'owner_id'])])
      await models.Product.query().whereIn('id', [tea.id, milk.id]).update({ price: 8 })
      assert.deepEqual(news(), [change('products', 'update', [tea.id, milk.id], ['price'])])
      await models.Product.query().where('id', tea.id).increment('stock', 2)
      assert.deepEqual(news(), [change('products', 'update', [tea.id], ['stock'])])
      await models.Product.query().where('id', tea.id).orWhere('price', 8).decrement('stock', 1)
      assert.deepEqual(news(), [change('products', 'update', 'all', ['stock'])])
      await models.Product.query().where('price', 1_000).update({ price: 8 })
      assert.deepEqual(news(), [], 'no row was met')
      await models.Product.query().whereNot('id', tea.id).delete()
      assert.deepEqual(news(), [change('products', 'delete')])
    })

    test('rows are written without a model', async ({ assert }) => {
      await db.table('products').insert({ name: 'Tea', price: 1 })
      const { id } = await models.Product.findByOrFail('name', 'Tea')
      const inserted = change('products', 'insert', dialect === 'postgres' ? 'all' : [id])
      assert.deepEqual(news(), [inserted], 'PostgreSQL does not say which, unless it is asked to')
      await db.table('products').multiInsert([{ name: 'Milk' }, { name: 'Salt' }])
      assert.deepEqual(news(), [change('products', 'insert')])
      await db.table('tags').multiInsert([{ code: 'a' }, { code: 'b' }])
      assert.deepEqual(news(), [change('tags', 'insert', ['a', 'b'])])
      await db.from('products').where('products.id', id).update({ price: 2 })
      assert.deepEqual(news(), [change('products', 'update', [id], ['price'])])
      await db.from('products').where({ id }).delete()
      assert.deepEqual(news(), [change('products', 'delete', [id])])
      await db.from('products').select('*').first()
      assert.deepEqual(news(), [])
    })

    test('more ids than can be told one by one are all', async ({ assert }) => {
      await db.table('tags').multiInsert(Array.from({ length: 101 }, (_, n) => ({ code: `t${n}` })))
      await db.transaction(async (trx) => {
        for (let n = 0; n < 101; n++)
          await trx.from('tags').where('code', `t${n}`).update({ label: 'x' })
      })
      assert.deepEqual(news(), [
        change(
          'tags',
          'insert',
          Array.from({ length: 101 }, (_, n) => `t${n}`)
        ),
        change('tags', 'update', 'all', ['label']),
      ])
    })

    test('tags are attached, synced and detached by way of the pivot table', async ({ assert }) => {
      const tea = await product('Tea')
      await db.table('tags').multiInsert([{ code: 'a' }, { code: 'b' }])
      news()
      await tea.related('tags').attach(['a'])
      assert.containsSubset(news(), [{ table: 'product_tag', operation: 'insert' }])
      await tea.related('tags').sync({ a: { is_main: true }, b: {} })
      const synced = news()
      assert.containsSubset(synced, [
        { table: 'product_tag', operation: 'update', columns: ['is_main'] },
        { table: 'product_tag', operation: 'insert' },
      ])
      assert.isTrue(synced.every(({ table }) => table === 'product_tag'))
      await tea.related('tags').detach(['a'])
      assert.deepEqual(news(), [change('product_tag', 'delete')])
      await tea.related('tags').detach(['a'])
      assert.deepEqual(news(), [], 'it was detached already')
    })

    test('rows are written through relations', async ({ assert }) => {
      const drinks = await models.Category.create({ name: 'Drinks' })
      news()
      const tea = await drinks.related('products').create({ name: 'Tea' })
      assert.deepEqual(news(), [change('products', 'insert', [tea.id])])
      await drinks.related('products').query().update({ price: 5 })
      assert.deepEqual(news(), [change('products', 'update', 'all', ['price'])])
      await drinks.related('products').query().where('id', tea.id).update({ price: 6 })
      assert.deepEqual(news(), [change('products', 'update', [tea.id], ['price'])])
      await tea.related('category').dissociate()
      assert.deepEqual(news(), [change('products', 'update', [tea.id], ['category_id'])])
    })

    test('a table is truncated', async ({ assert }) => {
      await db.connection().truncate('product_tag')
      const truncated = news().filter(({ table }) => table !== 'sqlite_sequence')
      assert.deepEqual(truncated, [change('product_tag', 'delete')])
      await models.Product.truncate(true)
      const operations = news().filter(({ table }) => table !== 'sqlite_sequence')
      // A cascade of PostgreSQL empties whatever refers to the table
      const table = dialect === 'postgres' ? '*' : 'products'
      assert.isNotEmpty(operations)
      assert.isTrue(operations.every((each) => each.table === table && each.ids === 'all'))
    })

    test('of a cascade, only the delete that sets it off is seen', async ({ assert }) => {
      const drinks = await models.Category.create({ name: 'Drinks' })
      await drinks.related('products').create({ name: 'Tea' })
      news()
      await drinks.delete()
      assert.deepEqual(news(), [change('categories', 'delete', [drinks.id])])
      assert.isNull(await models.Product.first())
    })

    test('a text of SQL says its table, or counts for all', async ({ assert }) => {
      const tea = await product('Tea')
      await db.rawQuery('update products set price = ? where id = ?', [5, tea.id])
      assert.deepEqual(news(), [change('products', 'update')])
      await db.rawQuery('select * from products where name = ?', ['delete from tags'])
      assert.deepEqual(news(), [])
      await db.rawQuery("insert into tags (code) values ('x')")
      assert.deepEqual(news(), [change('tags', 'insert')])
      await db.rawQuery('delete from tags -- of products')
      assert.deepEqual(news(), [change('tags', 'delete')])
      await db.knexRawQuery('update products set price = 1')
      assert.deepEqual(news(), [change('products', 'update')])
      await db
        .from('products')
        .where('id', tea.id)
        .update({ price: db.raw('price + 1') })
      assert.deepEqual(news(), [change('products', 'update', [tea.id], ['price'])])
      if (dialect === 'postgres') {
        await db.rawQuery('do $$ begin update products set price = 2; end $$')
        assert.deepEqual(news(), [change('*', 'any')])
        await db.rawQuery('with gone as (delete from tags returning *) select * from gone')
        assert.deepEqual(news(), [change('tags', 'delete')])
      }
    })

    test('rows that may be inserted or updated are either', async ({ assert }) => {
      const tea = await product('Tea')
      const upsert = db.knexQuery().table('products').insert({ name: 'Tea', price: 2 })
      await upsert.onConflict('name').merge()
      assert.deepEqual(news(), [change('products', 'any')])
      if (!isMysql) {
        const returning = db.knexQuery().table('products').insert({ name: 'Tea', price: 3 })
        await returning.onConflict('name').merge().returning('id')
        assert.deepEqual(news(), [change('products', 'any', [tea.id])])
      }
      await db.knexQuery().table('products').insert({ name: 'Tea' }).onConflict('name').ignore()
      assert.isTrue(news().every(({ table, ids }) => table === 'products' && ids === 'all'))
    })

    test('a query that fails has changed nothing', async ({ assert }) => {
      await product('Tea')
      await assert.rejects(() => models.Product.create({ name: 'Tea' }))
      await assert.rejects(() => db.from('nowhere').delete())
      assert.deepEqual(news(), [])
    })

    test('a transaction is told when it is committed, at once', async ({ assert }) => {
      const trx = await db.transaction()
      await trx.table('tags').insert({ code: 'a' })
      await trx.from('tags').where('code', 'a').update({ label: 'x' })
      await trx.from('tags').where('code', 'b').delete()
      const made = await models.Product.create({ name: 'Tea' }, { client: trx })
      assert.deepEqual(commits, [])
      await trx.commit()
      assert.deepEqual(commits, [
        [
          change('tags', 'insert', ['a']),
          change('tags', 'update', ['a'], ['label']),
          change('products', 'insert', [made.id]),
        ],
      ])
    })

    test('a builder that is made outside belongs to the transaction that it uses', async ({
      assert,
    }) => {
      const trx = await db.transaction()
      const query = models.Product.query().useTransaction(trx)
      await query.update({ price: 3 })
      await trx.knexClient('tags').insert({ code: 'a' })
      await trx.knexQuery().table('tags').insert({ code: 'b' })
      assert.deepEqual(news(), [])
      await trx.rollback()
      assert.deepEqual(news(), [])
    })

    test('a transaction that is rolled back tells nobody', async ({ assert }) => {
      const trx = await db.transaction()
      await trx.table('tags').insert({ code: 'a' })
      await trx.rollback()
      await assert.rejects(() =>
        db.transaction(async (failing) => {
          await failing.table('tags').insert({ code: 'a' })
          throw new Error('no')
        })
      )
      assert.deepEqual(news(), [])
    })

    test('a savepoint that is rolled back is left out, one that is released goes with the outer', async ({
      assert,
    }) => {
      await db.transaction(async (trx) => {
        await trx.table('tags').insert({ code: 'a' })
        await assert.rejects(() =>
          trx.transaction(async (inner) => {
            await inner.table('tags').insert({ code: 'gone' })
            throw new Error('no')
          })
        )
        await trx.transaction(async (inner) => {
          await inner.table('tags').insert({ code: 'b' })
          await inner.transaction(async (innermost) => {
            await innermost.table('tags').insert({ code: 'c' })
          })
        })
        await trx.table('tags').insert({ code: 'd' })
        assert.deepEqual(news(), [])
      })
      assert.deepEqual(news(), [change('tags', 'insert', ['a', 'b', 'c', 'd'])])
    })

    test('the outer transaction is rolled back after the inner one was committed', async ({
      assert,
    }) => {
      const outer = await db.transaction()
      const inner = await outer.transaction()
      await inner.table('tags').insert({ code: 'a' })
      await inner.commit()
      await outer.rollback()
      assert.deepEqual(news(), [])
      assert.isNull(await db.from('tags').first())
    })

    test('a commit is also of savepoints that are open', async ({ assert }) => {
      const outer = await db.transaction()
      const inner = await outer.transaction()
      await inner.table('tags').insert({ code: 'a' })
      await outer.commit()
      assert.deepEqual(news(), [change('tags', 'insert', ['a'])])
      assert.lengthOf(await db.from('tags'), 1)
    })

    test('commits are told in their order', async ({ assert }) => {
      for (const code of ['a', 'b', 'c']) {
        await db.transaction(async (trx) => {
          await trx.table('tags').insert({ code })
        })
        await db.from('tags').where('code', code).update({ label: code })
      }
      assert.deepEqual(
        news().map(({ operation, ids }) => [operation, ...ids]),
        ['a', 'b', 'c'].flatMap((code) => [
          ['insert', code],
          ['update', code],
        ])
      )
    })

    test('a listener hears before the writer goes on, in its context', async ({ assert }) => {
      const { AsyncLocalStorage } = await import('node:async_hooks')
      const writer = new AsyncLocalStorage<string>()
      const writers: (string | undefined)[] = []
      capture.onCommit(() => void writers.push(writer.getStore()))
      await writer.run('one', async () => {
        await db.table('tags').insert({ code: 'a' })
        assert.deepEqual(writers, ['one'])
      })
      await writer.run('two', () =>
        db.transaction(async (trx) => {
          await trx.table('tags').insert({ code: 'b' })
        })
      )
      assert.deepEqual(writers, ['one', 'two'])
    })

    test('a listener that fails is not the fault of the writer', async ({ assert }) => {
      const stop = capture.onCommit(() => {
        throw new Error('mine')
      })
      await db.table('tags').insert({ code: 'a' })
      stop()
      assert.lengthOf(await db.from('tags'), 1)
    })

    test('a global transaction of a test tells what its code takes for commits', async ({
      assert,
    }) => {
      await db.beginGlobalTransaction()
      try {
        await models.Tag.create({ code: 'a' })
        assert.deepEqual(news(), [change('tags', 'insert', ['a'])])
        await db.transaction(async (trx) => {
          await trx.table('tags').insert({ code: 'b' })
          assert.deepEqual(news(), [])
        })
        assert.deepEqual(news(), [change('tags', 'insert', ['b'])])
        const trx = await db.transaction()
        await trx.table('tags').insert({ code: 'c' })
        await trx.rollback()
        assert.deepEqual(news(), [])
      } finally {
        await db.rollbackGlobalTransaction()
      }
      await db.table('tags').insert({ code: 'd' })
      assert.deepEqual(news(), [change('tags', 'insert', ['d'])])
    })

    test('a connection that is closed and opened again is followed', async ({ assert }) => {
      await db.manager.close('shop')
      await db.table('tags').insert({ code: 'a' })
      const trx = await db.transaction()
      await trx.table('tags').insert({ code: 'b' })
      await trx.rollback()
      assert.deepEqual(news(), [change('tags', 'insert', ['a'])])
      db.manager.patch('shop', config)
      await (await db.transaction()).commit()
      await db.table('tags').insert({ code: 'c' })
      assert.deepEqual(news(), [change('tags', 'insert', ['c'])])
    })

    test('several databases and connections are told apart', async ({ assert }) => {
      const other = lucid({ first: config, second: config })
      const names: string[] = []
      capture.onCommit((changes) => void names.push(...changes.map(({ connection }) => connection)))
      capture.attach(other)
      try {
        await other.table('tags').insert({ code: 'a' })
        await other.connection('second').table('tags').insert({ code: 'b' })
        await db.table('tags').insert({ code: 'c' })
        assert.deepEqual(names, ['first', 'second', 'shop'])
        capture.detach(other)
        await other.table('tags').insert({ code: 'd' })
        assert.lengthOf(names, 3)
      } finally {
        await other.manager.closeAll()
      }
    })

    test('replicas that are read from change nothing', async ({ assert }) => {
      if (dialect === 'sqlite') return
      const { connection, ...rest } = config as { connection: Record<string, unknown> }
      const replicated = lucid({
        shop: {
          ...rest,
          connection: {},
          replicas: { read: { connection: [connection, connection] }, write: { connection } },
        } as unknown as ConnectionConfig,
      })
      capture.attach(replicated)
      try {
        await replicated.table('tags').insert({ code: 'a' })
        await replicated.from('tags').where('code', 'a').update({ label: 'x' })
        const read = readsWrittenRows(replicated.from('tags'), replicated)
        assert.equal(read.client.mode, 'write')
        assert.lengthOf(await read, 1)
        await replicated.transaction(async (trx) => {
          assert.equal(readsWrittenRows(trx.from('tags'), replicated).client, trx)
        })
        await replicated.transaction(async (trx) => {
          await trx.from('tags').delete()
        })
        assert.deepEqual(news(), [
          change('tags', 'insert', ['a']),
          change('tags', 'update', ['a'], ['label']),
          change('tags', 'delete'),
        ])
      } finally {
        await replicated.manager.closeAll()
      }
    })

    test('after its end, nothing of it is left', async ({ assert }) => {
      const { client } = db.connection().getWriteClient() as {
        client: { listenerCount(event: string): number; transaction: unknown }
      }
      const { connection } = db.manager.get('shop')!
      const during = client.listenerCount('query-response')
      const disconnecting = connection!.listenerCount('disconnect')
      const open = await db.transaction()
      await open.table('tags').insert({ code: 'a' })
      capture.close()
      assert.equal(client.listenerCount('query-response'), during - 1)
      assert.equal(connection!.listenerCount('disconnect'), disconnecting - 1)
      assert.isFalse(Object.hasOwn(client, 'transaction'))
      assert.isFalse(Object.hasOwn(db.manager, 'connect'))
      await open.commit()
      await db.table('tags').insert({ code: 'b' })
      assert.deepEqual(news(), [])
    })

    if (dialect !== 'sqlite') {
      test('a connection that dies in a transaction tells nobody', async ({ assert }) => {
        const trx = await db.transaction()
        await trx.table('tags').insert({ code: 'a' })
        const result: unknown = await trx.rawQuery(
          isMysql ? 'select connection_id() as id' : 'select pg_backend_pid() as id'
        )
        const rows = isMysql
          ? (result as [{ id: number }[]])[0]
          : (result as { rows: { id: number }[] }).rows
        const [{ id }] = rows
        await db.rawQuery(isMysql ? `kill ${id}` : `select pg_terminate_backend(${id})`)
        news()
        await assert.rejects(() => trx.from('tags').update({ label: 'x' }))
        await trx.rollback().catch(() => {})
        assert.deepEqual(news(), [])
        await db.table('tags').insert({ code: 'b' })
        assert.deepEqual(news(), [change('tags', 'insert', ['b'])])
      })
    }

    if (dialect === 'postgres') {
      test('a commit that fails tells nobody', async ({ assert }) => {
        await db.rawQuery(
          'create table later (id int primary key, of int references later deferrable initially deferred)'
        )
        news()
        const trx = await db.transaction()
        await trx.table('later').insert({ id: 1, of: 2 })
        await trx.commit().catch(() => {})
        assert.deepEqual(news(), [])
        assert.isNull(await db.from('later').first())
      })

      test('a commit that PostgreSQL turns into a rollback tells nobody', async ({ assert }) => {
        const trx = await db.transaction()
        await trx.table('tags').insert({ code: 'a' })
        await assert.rejects(() => trx.from('nowhere'))
        await trx.commit()
        assert.deepEqual(news(), [])
        assert.isNull(await db.from('tags').first())
      })
    }

    if (dialect === 'sqlite') {
      test('a commit that fails tells nobody', async ({ assert }) => {
        await db.rawQuery(
          'create table later (id int primary key, of int references later (id) deferrable initially deferred)'
        )
        news()
        const trx = await db.transaction()
        await trx.table('later').insert({ id: 1, of: 2 })
        await trx.commit().catch(() => {})
        assert.deepEqual(news(), [])
        await db.rawQuery('rollback')
      })
    }

    if (isMysql) {
      test('a statement of the schema commits what was before it, and what follows alone', async ({
        assert,
      }) => {
        const trx = await db.transaction()
        await trx.table('tags').insert({ code: 'a' })
        await trx.rawQuery('create table if not exists another (id int)')
        assert.deepInclude(news(), change('tags', 'insert', ['a']))
        await trx.table('tags').insert({ code: 'b' })
        assert.deepInclude(news(), change('tags', 'insert', ['b']))
        await trx.rollback()
        assert.lengthOf(await db.from('tags'), 2)
      })

      test('after a deadlock, writes are told at once', async ({ assert }) => {
        await db.table('tags').multiInsert([{ code: 'a' }, { code: 'b' }])
        news()
        const [one, two] = [await db.transaction(), await db.transaction()]
        await one.from('tags').where('code', 'a').update({ label: '1' })
        await two.from('tags').where('code', 'b').update({ label: '2' })
        const crossed = await Promise.allSettled([
          one.from('tags').where('code', 'b').update({ label: '1' }).exec(),
          two.from('tags').where('code', 'a').update({ label: '2' }).exec(),
        ])
        const victim = crossed[0].status === 'rejected' ? one : two
        const survivor = victim === one ? two : one
        await survivor.rollback()
        news()
        await victim.table('tags').insert({ code: 'c' })
        await victim.rollback()
        assert.deepEqual(news(), [change('tags', 'insert', ['c'])])
        assert.lengthOf(await db.from('tags').where('code', 'c'), 1)
      })
    }
  })
}
