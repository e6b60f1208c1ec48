import drive from '@adonisjs/drive/services/main'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import Order from '#models/order'
import Product from '#models/product'
import ProductPicture from '#models/product_picture'
import User from '#models/user'
import OrderAttachmentsState from '#states/admin/order_attachments_state'
import OrderExportState from '#states/admin/order_export_state'
import ProductPicturesState from '#states/admin/product_pictures_state'
import ProductsState from '#states/admin/products_state'
import OrderState from '#states/order_state'
import ProductDetailState from '#states/product_detail_state'

/** A picture of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

const admin = () => User.findByOrFail('email', 'admin@example.com')
const shopper = () => User.findByOrFail('email', 'shopper@example.com')

function placeOrder(user: User) {
  return Order.create({
    userId: user.id,
    recipient: user.fullName,
    address: '1 Wharf Road',
    city: 'Bristol',
    region: 'uk',
    shipping: 0,
    total: 1_900,
  })
}

test.group('Pictures of a product', (group) => {
  // Files are removed once it is certain that their rows are, so no transaction is around these tests
  group.each.setup(() => async () => {
    for (const picture of await ProductPicture.all()) await picture.delete()
  })

  test('are shown in the shop, until they are removed', async ({ assert, client }) => {
    const page = await visit('/admin/products/1/edit').as(await admin())
    const files = ['front.png', 'back.png'].map((name) => ({ name, contents: pixel }))
    await page.upload(ProductPicturesState, 'add', files)
    const state = page.state(ProductPicturesState)
    assert.lengthOf(state.pictures, 2)

    const [{ id, url }, second] = state.pictures
    const response = await client.get(url)
    response.assertStatus(200)
    response.assertHeader('content-type', 'image/png')
    const shop = await visit('/products/1')
    assert.deepEqual(shop.state(ProductDetailState).product?.pictures, [url, second.url])

    await state.remove(id)
    assert.deepEqual(state.pictures, [second])
    assert.isFalse(await drive.use('public').exists(url.replace('/files/', '')))
  })

  test('go with the product', async ({ assert }) => {
    const first = await Product.findOrFail(1)
    const product = await Product.create({
      ...first.serialize(),
      id: undefined,
      name: 'Short-lived',
    })
    const page = await visit(`/admin/products/${product.id}/edit`).as(await admin())
    await page.upload(ProductPicturesState, 'add', { name: 'front.png', contents: pixel })
    const { key } = await product.related('pictures').query().firstOrFail()
    assert.isTrue(await drive.use('public').exists(key))

    await page.click('/admin/products')
    await page.state(ProductsState).remove(product.id)
    assert.isNull(await Product.find(product.id))
    assert.isFalse(await drive.use('public').exists(key))
  })

  test('are pictures', async ({ assert }) => {
    const page = await visit('/admin/products/1/edit').as(await admin())
    const script = { name: 'me.png', contents: '<script>alert(1)</script>'.repeat(400) }
    const [{ status, error }] = await page.upload(ProductPicturesState, 'add', script)
    assert.equal(status, 'failed')
    assert.include(error, 'Invalid file extension')
    assert.deepEqual(page.state(ProductPicturesState).pictures, [])
  })

  test('are for administrators', async () => {
    await visit('/admin/products/1/edit')
      .as(await shopper())
      .assertRefused({ status: 403 })
  })
})

test.group('Files of an order', (group) => {
  const before = new Set<number>()

  group.each.setup(async () => {
    for (const { id } of await Order.all()) before.add(id)
    return async () => {
      for (const order of await Order.query().whereNotIn('id', [...before])) await order.delete()
    }
  })

  test('are there for their customer and for the back office', async ({ assert }) => {
    const user = await shopper()
    const order = await placeOrder(user)
    const page = await visit('/orders').as(user)
    const state = page.state(OrderState)
    const bill = '%PDF-1.7\nThe bill'
    await page.upload(
      OrderState,
      'attach',
      { name: 'bill.pdf', contents: bill },
      { fields: { orderId: order.id } }
    )
    const [attachment] = state.orders[0].attachments
    assert.deepInclude(attachment, { name: 'bill.pdf', size: bill.length })
    await state.download(attachment.id)
    page.assertDownloaded('bill.pdf', bill)

    const office = await visit(`/admin/orders/${order.id}/edit`).as(await admin())
    assert.deepEqual(office.state(OrderAttachmentsState).attachments, [attachment])
    await office.state(OrderAttachmentsState).download(attachment.id)
    office.assertDownloaded('bill.pdf', bill)

    const { key } = await order.related('attachments').query().firstOrFail()
    await state.detach(attachment.id)
    assert.deepEqual(state.orders[0].attachments, [])
    assert.isFalse(await drive.use('private').exists(key))
  })

  test('are for nobody else', async ({ assert }) => {
    const user = await shopper()
    const order = await placeOrder(user)
    const own = await visit('/orders').as(user)
    const file = { name: 'bill.pdf', contents: '%PDF-1.7\n' }
    const fields = { orderId: order.id }
    await own.upload(OrderState, 'attach', file, { fields })
    const [{ id }] = own.state(OrderState).orders[0].attachments

    const other = await visit('/orders').as(await admin())
    await assert.rejects(() => other.state(OrderState).download(id))
    await assert.rejects(() => other.state(OrderState).detach(id))
    const [{ status }] = await other.upload(OrderState, 'attach', file, { fields })
    assert.equal(status, 'failed')
    assert.lengthOf(await order.related('attachments').query(), 1)
  })
})

test.group('The export of orders', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('has the lines of all of them', async () => {
    const user = await shopper()
    await Order.query().delete()
    const orders = await Order.createMany(
      Array.from({ length: 1_201 }, (_, index) => ({
        userId: user.id,
        recipient: index === 0 ? '=1+1' : `Sam, the ${index}th`,
        address: '1 Wharf Road',
        city: 'Bristol',
        region: 'uk',
        shipping: 0,
        total: 1_900,
      }))
    )
    for (const order of [orders[0], orders[1_200]]) {
      await order.related('items').create({ productId: 1, name: 'Mug', price: 1_900, quantity: 2 })
    }
    const page = await connect('/admin/orders').as(await admin())
    const state = page.state(OrderExportState)
    await state.start()
    await page.waitFor(() => !state.running && state.done === 1_201)
    const [first, last] = await Promise.all(
      [orders[0], orders[1_200]].map(async (order) => {
        const { number, createdAt } = await order.refresh()
        return `${number},${createdAt.toISO()}`
      })
    )
    page.assertDownloaded(
      'order-lines.csv',
      [
        'Order,Placed at,Recipient,City,Region,Product,Price,Quantity',
        `${first},'=1+1,Bristol,uk,Mug,19,2`,
        `${last},"Sam, the 1200th",Bristol,uk,Mug,19,2`,
        '',
      ].join('\r\n')
    )
  })
})
