import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import Order from '#models/order'
import Product from '#models/product'
import User from '#models/user'
import CartState from '#states/cart_state'
import GuestCartState from '#states/guest_cart_state'
import OrderState from '#states/order_state'
import ShopState from '#states/shop_state'
import { defaultRegion } from '#services/region'

const delivery = { recipient: 'Sam Shopper', address: '12 Harbour Road', city: 'Whitby' }

const shopper = () => User.findByOrFail('email', 'shopper@example.com')
const mug = () => Product.findByOrFail('name', 'Garnet Mug')

test.group('Cart', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('adds a product', async ({ beginEventRequest, assert }) => {
    const product = await mug()
    const event = await beginEventRequest(await shopper(), { path: '/cart' })
    // An event request runs no middleware of the shop
    event.ctx.region = defaultRegion
    const cart = await event.state(CartState)

    await cart.add({ productId: product.id, quantity: 2 })

    assert.equal(cart.count, 2)
    assert.equal(cart.subtotal, 2 * product.price)
    event.assertToast('Garnet Mug added', 'success')
  })

  test('asks guests to log in', async () => {
    const page = await visit('/cart')
    page.assertRedirectsTo('/login')
  })

  test('refuses more pieces than there are', async ({ assert }) => {
    const product = await Product.query().where('stock', 0).firstOrFail()
    const page = await visit('/cart').as(await shopper())
    const cart = page.state(CartState)

    await assert.rejects(() => cart.add({ productId: product.id }), /sold out/)
    page.assertState(CartState, { items: [], count: 0 })
    await page.assertSee('Your cart is empty')

    // Whoever looks at it has nothing to press
    await page.click(`/products/${product.id}`)
    const button = await page.getByRole('button', { name: 'Sold out' })
    assert.isTrue(button.hasAttribute('disabled'))
  })

  test('says by field what is missing for an order', async ({ assert }) => {
    const product = await mug()
    const page = await visit('/cart').as(await shopper())
    await page.state(CartState).add({ productId: product.id })
    await page.fill('Street and number', 'x')
    await page.fill('Town', delivery.city)
    await page.press('Place order')
    page.assertErrors(CartState, ['address'])
    page.assertNoAction('redirect')
    const alert = await page.getByRole('alert')
    assert.include(alert.textContent, 'at least 5 characters')
  })

  test('makes an order, empties the cart, and shows the order', async ({ assert }) => {
    const user = await shopper()
    const product = await mug()
    const page = await visit('/cart').as(user)
    const cart = page.state(CartState)

    await cart.add({ productId: product.id, quantity: 3 })
    page.assertShared({ cartCount: 3, user: { fullName: user.fullName } })
    await page.fill('Name', delivery.recipient)
    await page.fill('Street and number', delivery.address)
    await page.fill('Town', delivery.city)
    await page.press('Place order')

    const order = await Order.query().where('userId', user.id).preload('items').firstOrFail()
    assert.equal(order.items[0].quantity, 3)
    page.assertState(CartState, { items: [] })
    page.assertRedirectsTo('/orders')

    await page.follow()
    const thanks = `Thank you! Your order ${order.number} is on its way`
    page.assertFlash('success', thanks)
    await page.assertSee(thanks)
    assert.equal(page.state(OrderState).orders[0].number, order.number)
    page.assertShared({ cartCount: 0 })
  })

  test('keeps the cart when an order fails half-way', async ({ assert }) => {
    const user = await shopper()
    const product = await mug()
    const page = await visit('/cart').as(user)
    const cart = page.state(CartState)

    await cart.add({ productId: product.id, quantity: 2 })
    await product.merge({ stock: 1 }).save()

    await assert.rejects(() => cart.checkout(delivery), /only 1/)
    page.assertState(CartState, { count: 2 })
    assert.isNull(await Order.findBy('userId', user.id))
  })

  test('keeps the cart of a guest in the session, for all tabs of the browser', async () => {
    const product = await mug()
    const page = await visit(`/products/${product.id}`)
    await page.press('Add to cart')
    page.assertSession('guestCart', [{ productId: product.id, quantity: 1 }])
    page.assertShared({ cartCount: 1, user: null })

    const other = await page.openTab('/guest-cart')
    other.assertState(GuestCartState, { count: 1 })
    await other.assertSee('Log in to order. Your cart comes along.')
    await other.assertSee(product.name)
    await other.assertAccessible()
  })

  test('ships to the region that the visitor chooses, from then on', async () => {
    const page = await visit('/')
    await page.state(ShopState).chooseRegion({ code: 'uk' })
    page.assertCookie('region', 'uk')
    const other = await page.openTab('/products')
    other.assertState(ShopState, { region: page.state(ShopState).region })
  })

  test('comes with the page, in at most ten queries', async ({ client }) => {
    const user = await shopper()
    const page = await visit('/cart').as(user)
    page.assertQueriesAtMost(10)

    const response = await client.get('/cart').loginAs(user)
    response.assertReflexState(CartState, { count: 0, isAuthenticated: true })
  })

  test('takes what is added while the connection is gone, once', async ({ assert }) => {
    const product = await mug()
    const tab = await connect('/cart').as(await shopper())
    const cart = tab.state(CartState)
    tab.network.cut()
    await cart.add({ productId: product.id, quantity: 1 })
    assert.equal(cart.count, 1)
  })
})
