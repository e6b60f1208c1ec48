/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { openPage, visit } from '../helpers/browser/main.ts'
import { RecordedDemo } from '../helpers/recorded_demo.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

/** One fault for each walk: what its handler does otherwise. */
const MUTATIONS: Record<string, [file: string, before: string, after: string]> = {
  'finds products': [
    'app/states/product_state.ts',
    'this.term = term',
    "this.term = `${term} of glass`",
  ],
  'fills a cart': [
    'app/states/guest_cart_state.ts',
    'findOrFail(productId), quantity)',
    'findOrFail(productId), quantity + 1)',
  ],
  'logs in': [
    'app/states/auth/login_state.ts',
    'extends LoginForm {}',
    'extends LoginForm {\n  static override guard = () => false\n}',
  ],
  'refuses an order without an address': [
    'app/validators/cart.ts',
    'recipient:',
    'recipients:',
  ],
  'counts who looks at a product': [
    'app/states/product_viewers_state.ts',
    'this.visits++',
    'this.visits += 2',
  ],
  'leads home': ['app/states/playground_state.ts', "rx.redirect('/')", "rx.redirect('/products')"],
  'books a delivery in': ['app/states/delivery_state.ts', 'this.done++', 'this.done += 2'],
  'takes a picture': [
    'app/states/admin/product_pictures_state.ts',
    'keys.map((key)',
    'keys.slice(1).map((key)',
  ],
}

test.group('The recorder', (group) => {
  const demo = new RecordedDemo()

  group.setup(async () => {
    await demo.create()
    return () => demo.end()
  })
  group.each.timeout(400_000)

  test('writes tests of what somebody does in Chromium, which pass, and fail with its behavior', async ({
    assert,
  }) => {
    const [first, ...others] = Object.keys(MUTATIONS)
    await demo.record('walks', first)
    const begin = async () => {
      await demo.begin(others.shift()!)
    }

    const guest = await openPage({ baseURL: demo.url })
    await visit(guest, '/products')
    await guest.getByLabel('Search products').fill('garnet mug')
    await guest.waitForURL('**/products?search=garnet+mug')

    await begin()
    await visit(guest, '/products/3')
    await guest.getByRole('button', { name: 'Add to cart' }).first().click()
    await guest.getByText('added').waitFor()
    await visit(guest, '/guest-cart')
    await guest.getByRole('button', { name: 'One more' }).click()
    await guest.getByRole('status').or(guest.locator('output')).getByText('2').waitFor()

    await begin()
    const admin = await openPage({ baseURL: demo.url })
    await visit(admin, '/login')
    await admin.getByLabel('Email').fill('admin@example.com')
    await admin.getByLabel('Password').fill('secret123')
    await admin.getByRole('button', { name: 'Log in', exact: true }).click()
    await admin.waitForURL((url) => url.pathname !== '/login')

    await begin()
    await visit(admin, '/products/4')
    await admin.getByRole('button', { name: 'Add to cart' }).first().click()
    await admin.getByText('added').waitFor()
    await visit(admin, '/cart')
    await admin.getByLabel('Name').fill('')
    await admin.getByRole('button', { name: 'Place order' }).click()
    await admin.locator('.field-error').first().waitFor()

    await begin()
    await visit(guest, '/products/7')
    const second = await guest.context().newPage()
    await visit(second, '/products/7')
    await guest.getByText('Somebody else looks').waitFor()

    await begin()
    await visit(guest, '/about')
    await guest.getByRole('button', { name: 'Redirect home' }).click()
    await guest.waitForURL(`${demo.url}/`)

    await begin()
    await visit(admin, '/admin/deliveries')
    await admin.getByLabel('Delivery note').fill('Garnet Mug; 12\nUnicorn; 1')
    await admin.getByRole('button', { name: 'Book in' }).click()
    await admin.getByText('Delivery booked in').waitFor()

    await begin()
    await visit(admin, '/admin/products/1/edit')
    await admin
      .getByRole('region', { name: 'Pictures' })
      .locator('input[type=file]')
      .setInputFiles({ name: 'front.png', mimeType: 'image/png', buffer: PIXEL })
    await admin.getByRole('img', { name: 'Picture 1' }).waitFor()

    const output = await demo.finish()
    const text = await demo.read('tests/functional/walks.spec.ts')
    console.log(output, text)
    assert.notInclude(text, 'secret123')
  })
})
