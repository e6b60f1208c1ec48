import { test } from '@japa/runner'
import type { HttpContext } from '@adonisjs/core/http'
import testUtils from '@adonisjs/core/services/test_utils'
import Order from '#models/order'
import Product from '#models/product'
import User from '#models/user'
import BuyState from '#states/buy_state'
import CartState from '#states/cart_state'
import GuestCartState from '#states/guest_cart_state'
import ShopState from '#states/shop_state'
import { defaultRegion } from '#services/region'

const delivery = { recipient: 'Sam Shopper', address: '12 Harbour Road', city: 'Whitby' }

/** An event request runs no middleware of the shop, so the region comes from here. */
function inEurope<T extends { ctx: HttpContext }>(event: T) {
  event.ctx.region = defaultRegion
  return event
}

test.group('Cart', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('adds a product and counts it in the header', async ({ beginEventRequest, assert }) => {
    const user = await User.findByOrFail('email', 'shopper@example.com')
    const product = await Product.findByOrFail('name', 'Garnet Mug')
    const event = inEurope(await beginEventRequest(user, { path: '/cart' }))
    const cart = await event.state(CartState)
    const shop = await event.state(ShopState)

    await cart.add({ productId: product.id, quantity: 2 })

    assert.equal(cart.count, 2)
    assert.equal(cart.subtotal, 2 * product.price)
    assert.equal(shop.cartCount, 2)
    event.assertToast('Garnet Mug added', 'success')
  })

  test('refuses more pieces than there are', async ({ beginEventRequest, assert }) => {
    const user = await User.findByOrFail('email', 'shopper@example.com')
    const product = await Product.query().where('stock', 0).firstOrFail()
    const event = inEurope(await beginEventRequest(user, { path: '/cart' }))
    const cart = await event.state(CartState)

    await assert.rejects(() => cart.add({ productId: product.id }), /sold out/)
    assert.lengthOf(cart.items, 0)
  })

  test('says by field what is missing for an order', async ({ beginEventRequest, assert }) => {
    const user = await User.findByOrFail('email', 'shopper@example.com')
    const event = inEurope(await beginEventRequest(user, { path: '/cart' }))
    const cart = await event.state(CartState)

    await cart.checkout({ ...delivery, address: 'x' })

    assert.deepEqual(Object.keys(cart.errors), ['address'])
  })

  test('makes an order and empties the cart', async ({ beginEventRequest, assert }) => {
    const user = await User.findByOrFail('email', 'shopper@example.com')
    const product = await Product.findByOrFail('name', 'Garnet Mug')
    const event = inEurope(await beginEventRequest(user, { path: '/cart' }))
    const cart = await event.state(CartState)

    await cart.add({ productId: product.id, quantity: 3 })
    await cart.checkout(delivery)

    const order = await Order.query().where('userId', user.id).preload('items').firstOrFail()
    assert.equal(order.items[0].quantity, 3)
    assert.lengthOf(cart.items, 0)
    event.assertRedirectsTo('/orders')
    event.assertFlash('success')
  })

  test('keeps the cart when an order fails half-way', async ({ beginEventRequest, assert }) => {
    const user = await User.findByOrFail('email', 'shopper@example.com')
    const product = await Product.findByOrFail('name', 'Garnet Mug')
    const event = inEurope(await beginEventRequest(user, { path: '/cart' }))
    const cart = await event.state(CartState)

    await cart.add({ productId: product.id, quantity: 2 })
    await product.merge({ stock: 1 }).save()

    await assert.rejects(() => cart.checkout(delivery), /only 1/)
    assert.equal(cart.count, 2)
    assert.isNull(await Order.findBy('userId', user.id))
  })

  test('keeps the cart of a guest in the session', async ({ beginEventRequest, assert }) => {
    const product = await Product.findByOrFail('name', 'Garnet Mug')
    const event = inEurope(await beginEventRequest(undefined, { path: '/' }))
    const buy = await event.state(BuyState)
    const cart = await event.state(GuestCartState)

    await buy.add({ productId: product.id })

    assert.equal(cart.count, 1)
    assert.deepEqual(event.ctx.session.get('guestCart'), [{ productId: product.id, quantity: 1 }])
  })
})
