/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { BrowserSession } from '../../helpers/browser_session.ts'

const ADVICE = {
  models: ['ModelState.rows.0', 'an instance of Product', 'RowTransformer.transform(row))'],
  transform: [
    'ModelState.rows',
    'an instance of Collection',
    'await this.$serialize(RowTransformer',
  ],
  picked: ['ModelState.rows.0.createdAt', 'an instance of DateTime', 'Write toISO()'],
  map: ['ModelState.rows', 'an instance of Map', 'Write Object.fromEntries(map)'],
}

test.group('A model in a var or a result', (group) => {
  let browser: BrowserSession

  group.setup(async () => {
    await db.connection().schema.createTable('lab_products', (table) => {
      table.increments('id')
      table.string('name')
      table.timestamp('created_at')
    })
    await db.table('lab_products').multiInsert([
      { id: 1, name: 'Tea', created_at: '2026-01-02 03:04:05' },
      { id: 2, name: 'Jam', created_at: '2026-01-03 03:04:05' },
    ])
    return () => db.connection().schema.dropTable('lab_products')
  })
  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  for (const [kind, [path, what, remedy]] of Object.entries(ADVICE)) {
    test(`is refused with what to write: ${kind}`, async ({ assert }) => {
      const tab = await browser.open('/models')
      await tab.hello()
      let id = 0
      const send = (e: string) => {
        tab.send({ t: 'event', id: ++id, s: 'ModelState', e, a: [kind] })
        return tab.answer(id)
      }
      const { x } = await send('mistake')
      assert.equal(x?.code, 'E_VAR_NOT_SERIALIZABLE')
      for (const part of [`"${path}"`, what, remedy]) assert.include(x!.message, part)
      const { x: result } = await send('result')
      assert.equal(result?.code, 'E_VAR_NOT_SERIALIZABLE')
      for (const part of [what, remedy]) assert.include(result!.message, part)
    })
  }

  for (const advice of ['object', 'transformer']) {
    test(`works as the message says: ${advice}`, async ({ assert }) => {
      const tab = await browser.open('/models')
      await tab.hello()
      tab.send({ t: 'event', id: 1, s: 'ModelState', e: 'follow', a: [advice] })
      const { x, r } = await tab.answer(1)
      assert.isUndefined(x)
      const [tea, jam] = r as { id: number; name: string; createdAt: string }[]
      assert.deepInclude(tea, { id: 1, name: 'Tea' })
      assert.match(jam.createdAt, /^2026-01-03T03:04:05/)
      assert.lengthOf(Object.keys(jam), 3)
    })
  }
})
