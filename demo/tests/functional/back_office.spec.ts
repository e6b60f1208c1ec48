import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import User from '#models/user'
import LoginState from '#states/auth/login_state'

test.group('Back office', () => {
  test('sends guests to the login, and back after it', async ({ client, assert }) => {
    const refused = await client.get('/admin').redirects(0)
    refused.assertStatus(302)
    assert.equal(refused.header('location'), '/login')

    const page = await visit('/login').withSession(refused.session())
    await page.submit(LoginState, 'login', { email: 'admin@example.com', password: 'secret123' })
    page.assertRedirectsTo('/admin')
  })

  test('shows the products that run low to administrators only', async ({ client, assert }) => {
    const admin = await User.findByOrFail('email', 'admin@example.com')
    const shopper = await User.findByOrFail('email', 'shopper@example.com')

    const forAdmin = await client.get('/admin').loginAs(admin)
    forAdmin.assertStatus(200)
    assert.include(forAdmin.text(), 'Running low')

    const forShopper = await client.get('/admin').loginAs(shopper)
    forShopper.assertStatus(200)
    assert.notInclude(forShopper.text(), 'Running low')
  })

  test('refuses its form to log out without a token', async ({ client }) => {
    const shopper = await User.findByOrFail('email', 'shopper@example.com')
    const response = await client.post('/logout').loginAs(shopper).redirects(0)
    response.assertStatus(302)
    response.assertFlashMessage('error', 'Invalid or expired CSRF token')
  })
})

test.group('JSON API', () => {
  test('knows who is logged in and where we deliver to', async ({ client }) => {
    const shopper = await User.findByOrFail('email', 'shopper@example.com')
    const response = await client.get('/api/me?region=uk').loginAs(shopper)

    response.assertStatus(200)
    response.assertBodyContains({ user: { email: 'shopper@example.com' }, region: 'uk' })
  })

  test('shows the cart that a guest keeps in the session', async ({ client }) => {
    const response = await client
      .get('/api/cart')
      .withSession({ guestCart: [{ productId: 1, quantity: 2 }] })

    response.assertStatus(200)
    response.assertBodyContains({ items: [{ id: 1, quantity: 2 }] })
  })
})
