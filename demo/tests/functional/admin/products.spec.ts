import { randomInt } from 'node:crypto'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import Product from '#models/product'
import User from '#models/user'
import Category from '#models/category'
import ProductPolicy from '#policies/admin/product_policy'
import ProductsState from '#states/admin/products_state'

/** What has to be unique has another number each time, and in each run. */
let count = randomInt(100_000_000)
async function makeUser() {
  count++

  return User.create({
    fullName: `Full name ${count}`,
    email: `someone.${count}@example.com`,
    password: `Password ${count}`,
  })
}
async function makeCategory() {
  count++

  return Category.create({
    slug: `Slug ${count}`,
    name: `Name ${count}`,
    tagline: `Tagline ${count}`,
  })
}
/** What a form sends. */
async function formFields() {
  count++
  const { id: categoryId } = await makeCategory()
  return {
    categoryId,
    name: `Name ${count}`,
    description: `Description ${count}`,
    price: count % 100,
    stock: count % 100,
    rating: count % 50,
    featured: true,
  }
}

/** Creates rows, as the form of the page does. */
async function createRows(user: User, howMany: number) {
  const page = await visit('/admin/products/create').as(user)
  for (let made = 0; made < howMany; made++) {
    await page.submit(ProductsState, 'create', await formFields())
    page.assertNoErrors(ProductsState)
    page.assertRedirectsTo('/admin/products')
  }
}

test.group('Products', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  // Comes back with the end of the transaction
  group.each.setup(async () => {
    await Product.query().delete()
  })

  // These tests are about the rest: take this away once the policy says who may do what
  group.each.setup(() => {
    const { viewList, create, edit, delete: remove } = ProductPolicy.prototype
    const yes = () => true
    Object.assign(ProductPolicy.prototype, { viewList: yes, create: yes, edit: yes, delete: yes })
    return () => {
      Object.assign(ProductPolicy.prototype, { viewList, create, edit, delete: remove })
    }
  })

  test('lets no guest in', async ({ assert }) => {
    const enter = async () => {
      const page = await visit('/admin/products')
      return page.url
    }
    // Whether they are led to the login or refused
    const url = await enter().catch(() => '')
    assert.notEqual(url, '/admin/products')
  })

  test('refuses whom the policy refuses', async () => {
    const user = await makeUser()
    Object.assign(ProductPolicy.prototype, { viewList: () => false })
    await visit('/admin/products').as(user).assertRefused({ status: 403 })
  })

  test('creates, shows, changes and removes', async ({ assert }) => {
    const user = await makeUser()
    await createRows(user, 1)
    const page = await visit('/admin/products').as(user)
    const list = page.state(ProductsState)
    assert.equal(list.total, 1)
    const [{ id }] = list.rows

    const form = await visit(`/admin/products/${id}/edit`).as(user)
    const fields = await formFields()
    await form.submit(ProductsState, 'save', fields)
    form.assertNoErrors(ProductsState)
    form.assertRedirectsTo('/admin/products')

    await page.click('/admin/products')
    assert.equal(list.total, 1)

    assert.equal(list.rows[0].name, fields.name)

    await list.remove(id)
    assert.deepEqual(list.rows, [])
  })

  test('says what is wrong', async ({ assert }) => {
    const user = await makeUser()
    const page = await visit('/admin/products/create').as(user)
    const fields = await formFields()
    await page.submit(ProductsState, 'create', { ...fields, categoryId: '' })
    page.assertErrors(ProductsState, ['categoryId'])
    await page.click('/admin/products')
    assert.equal(page.state(ProductsState).total, 0)
  })

  test('has pages', async ({ assert }) => {
    const user = await makeUser()
    const page = await visit('/admin/products').as(user)
    const list = page.state(ProductsState)
    const { perPage } = list
    await createRows(user, perPage + 1)
    await page.click('/admin/products?page=2')
    assert.equal(list.pages, 2)
    assert.equal(list.rows.length, 1)
    await list.turn(1)
    assert.equal(list.rows.length, perPage)
  })

  test('removes what is selected', async ({ assert }) => {
    const user = await makeUser()
    await createRows(user, 3)
    const page = await visit('/admin/products').as(user)
    const list = page.state(ProductsState)
    const [first] = list.rows
    await list.selectAll()
    await list.select(first.id, false)
    await list.removeSelected()
    assert.deepEqual(
      list.rows.map((row) => row.id),
      [first.id]
    )
  })

  test('shows what changes elsewhere', async ({ assert }) => {
    const user = await makeUser()
    await createRows(user, 2)
    const tab = await connect('/admin/products').as(user)
    const list = tab.state(ProductsState)
    const [first, second] = list.rows
    const row = await Product.findOrFail(first.id)
    await row.delete()
    await tab.waitFor(() => list.rows.length === 1)
    assert.equal(list.rows[0].id, second.id)
    await createRows(user, 1)
    await tab.waitFor(() => list.rows.length === 2)
  })
})
