import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import Product from '#models/product'
import User from '#models/user'
import DeliveryState from '#states/delivery_state'

const admin = () => User.findByOrFail('email', 'admin@example.com')
const mug = () => Product.findByOrFail('name', 'Garnet Mug')

test.group('Deliveries', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('are for administrators', async ({ assert }) => {
    const shopper = await User.findByOrFail('email', 'shopper@example.com')
    await assert.rejects(
      async () => visit('/admin/deliveries').as(shopper),
      'This is for administrators'
    )
  })

  test('are booked in line by line, and report what we do not have', async ({ assert }) => {
    const { stock } = await mug()
    const page = await visit('/admin/deliveries').as(await admin())
    const delivery = page.state(DeliveryState)

    await page.submit(DeliveryState, 'book', { note: 'Garnet Mug; 12\nUnicorn; 1' })
    await page.settled()

    assert.equal((await mug()).stock, stock + 12)
    assert.deepInclude(delivery, { done: 2, lines: 2, running: false, unknown: ['Unicorn'] })
    page.assertToast('Delivery booked in', 'success')
  })

  test('stop when somebody asks, and leave the rest out', async ({ assert }) => {
    const { stock } = await mug()
    const tab = await connect('/admin/deliveries').as(await admin())
    const delivery = tab.state(DeliveryState)

    const lines = ['Garnet Mug; 12', ...Array<string>(100).fill('Unicorn; 1'), 'Garnet Mug; 1']
    await tab.submit(DeliveryState, 'book', { note: lines.join('\n') })
    await tab.waitFor(() => delivery.done > 0)
    await delivery.stop()
    await tab.waitFor(() => !delivery.running)

    assert.equal((await mug()).stock, stock + 12)
    assert.isBelow(delivery.done, lines.length)
  })

  test('need a note that can be read', async ({ assert }) => {
    const page = await visit('/admin/deliveries').as(await admin())
    await page.submit(DeliveryState, 'book', { note: 'twelve mugs' })
    assert.equal(
      page.state(DeliveryState).errors.note,
      'Each line of your delivery note is a product, a semicolon and a number'
    )
  })
})
