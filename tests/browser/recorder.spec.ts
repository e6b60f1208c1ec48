/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { test } from '@japa/runner'
import { exec } from '../../bin/support/processes.ts'
import { tsc } from '../../bin/support/typescript.ts'
import { openPage, visit } from '../helpers/browser/main.ts'
import { RecordedDemo } from '../helpers/recorded_demo.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

const FILE = 'tests/functional/walks.spec.ts'

const QUIET = { stdio: 'pipe', all: true } as const

const LOGIN = `import { rx } from 'reflex-adonis'
import { LoginForm } from 'reflex-adonis/auth'

export default class LoginState extends LoginForm {
  @rx.event() override async login() {
    return rx.redirect('/products')
  }
}
`

/** One fault for each walk: what its handler does otherwise. */
const MUTATIONS: Record<string, [file: string, before: string, after: string]> = {
  'finds products': [
    'app/states/product_state.ts',
    'this.term = term',
    'this.term = `${term} of glass`',
  ],
  'fills a cart': [
    'app/states/guest_cart_state.ts',
    'findOrFail(productId), quantity)',
    'findOrFail(productId), quantity + 1)',
  ],
  'logs in': [
    'app/states/auth/login_state.ts',
    `import { LoginForm } from 'reflex-adonis/auth'

export default class LoginState extends LoginForm {}
`,
    LOGIN,
  ],
  'refuses an order without an address': [
    'app/validators/cart.ts',
    '.minLength(5).maxLength(200)',
    '.minLength(5).maxLength(200).optional()',
  ],
  'counts who looks at a product': [
    'app/states/product_viewers_state.ts',
    'this.visits++',
    // Who looks at it alone is counted as before: other walks do
    'this.visits = this.visits === 0 ? 1 : 5',
  ],
  'leads home': ['app/states/playground_state.ts', "rx.redirect('/')", "rx.redirect('/products')"],
  'books a delivery in': ['app/states/delivery_state.ts', 'this.done++', 'this.done += 2'],
  'takes a picture': [
    'app/states/admin/product_pictures_state.ts',
    'keys.map((key)',
    'keys.slice(1).map((key)',
  ],
}

/** What the failure of each says. */
const EXPECTED: Record<string, RegExp> = {
  'finds products': /garnet\+mug/,
  'fills a cart': /GuestCartState to have other vars/,
  'logs in': /redirect to "\/", got "\/products"/,
  'refuses an order without an address': /address/,
  'counts who looks at a product': /ProductViewersState[^]*visits/,
  'leads home': /redirect to "\/", got "\/products"/,
  'books a delivery in': /DeliveryState to have other vars/,
  'takes a picture': /length of 1/,
}

test.group('The recorder', (group) => {
  const demo = new RecordedDemo()

  group.setup(async () => {
    await demo.create()
    return () => demo.end()
  })
  group.each.timeout(900_000)

  test('writes tests of what somebody does in Chromium, which pass, and fail with its behavior', async ({
    assert,
  }) => {
    const [first, ...others] = Object.keys(MUTATIONS)
    await demo.record('walks', first)
    const begin = () => demo.begin(others.shift()!)

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

    const { output, exitCode } = await demo.finish()
    assert.equal(exitCode, 0, output)
    const titles = Object.keys(MUTATIONS)
    for (const title of titles) assert.include(output, `${title}: `)
    const text = await demo.read(FILE)
    assert.notInclude(text, 'secret123')
    // As the linter, the formatter and the compiler of an application would have it
    await exec('eslint', ['--stdin', '--stdin-filename', join('demo', FILE)], {
      ...QUIET,
      input: text,
    })
    await exec('prettier', ['--check', FILE], { ...QUIET, cwd: demo.folder })
    await tsc(demo.folder, '--noEmit')

    // The recorder has run them once
    for (const round of [2, 3]) {
      const { failed, passed, output: said } = await demo.test(FILE)
      assert.deepEqual({ failed, passed }, { failed: [], passed: titles }, `${round}: ${said}`)
    }
    for (const [file, before, after] of Object.values(MUTATIONS)) {
      assert.include(await demo.read(file), before)
      await demo.replace(file, before, after)
    }
    const broken = await demo.test(FILE)
    assert.deepEqual(broken.failed, titles, broken.output)
    // Each for its own fault, and none because the application does not start
    for (const title of titles) assert.match(broken.messages[title], EXPECTED[title], title)
  })
})
