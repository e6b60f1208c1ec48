import { randomInt } from 'node:crypto'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import Order from '#models/order'
import User from '#models/user'
import OrderPolicy from '#policies/admin/order_policy'
import OrdersState from '#states/admin/orders_state'

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
/** What a form sends. */
async function formFields() {
  count++
  const { id: userId } = await makeUser()
  return {
    userId,
    recipient: `Recipient ${count}`,
    address: `Address ${count}`,
    city: `City ${count}`,
    region: String(count).slice(-8),
    shipping: count % 100,
    total: count % 100,
  }
}

/** Creates rows, as the form of the page does. */
async function createRows(user: User, howMany: number) {
  const page = await visit('/admin/orders/create').as(user)
  for (let made = 0; made < howMany; made++) {
    await page.submit(OrdersState, 'create', await formFields())
    page.assertNoErrors(OrdersState)
    page.assertRedirectsTo('/admin/orders')
  }
}

test.group('Orders', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  // Comes back with the end of the transaction
  group.each.setup(async () => {
    await Order.query().delete()
  })

  // These tests are about the rest: take this away once the policy says who may do what
  group.each.setup(() => {
    const { viewList, create, edit, delete: remove } = OrderPolicy.prototype
    const yes = () => true
    Object.assign(OrderPolicy.prototype, { viewList: yes, create: yes, edit: yes, delete: yes })
    return () => {
      Object.assign(OrderPolicy.prototype, { viewList, create, edit, delete: remove })
    }
  })

  test('lets no guest in', async ({ assert }) => {
    const enter = async () => {
      const page = await visit('/admin/orders')
      return page.url
    }
    // Whether they are led to the login or refused
    const url = await enter().catch(() => '')
    assert.notEqual(url, '/admin/orders')
  })

  test('refuses whom the policy refuses', async () => {
    const user = await makeUser()
    Object.assign(OrderPolicy.prototype, { viewList: () => false })
    await visit('/admin/orders').as(user).assertRefused({ status: 403 })
  })

  test('creates, shows, changes and removes', async ({ assert }) => {
    const user = await makeUser()
    await createRows(user, 1)
    const page = await visit('/admin/orders').as(user)
    const list = page.state(OrdersState)
    assert.equal(list.total, 1)
    const [{ id }] = list.rows

    const form = await visit(`/admin/orders/${id}/edit`).as(user)
    const fields = await formFields()
    await form.submit(OrdersState, 'save', fields)
    form.assertNoErrors(OrdersState)
    form.assertRedirectsTo('/admin/orders')

    await page.click('/admin/orders')
    assert.equal(list.total, 1)

    assert.equal(list.rows[0].recipient, fields.recipient)

    await list.remove(id)
    assert.deepEqual(list.rows, [])
  })

  test('says what is wrong', async ({ assert }) => {
    const user = await makeUser()
    const page = await visit('/admin/orders/create').as(user)
    const fields = await formFields()
    await page.submit(OrdersState, 'create', { ...fields, userId: '' })
    page.assertErrors(OrdersState, ['userId'])
    await page.click('/admin/orders')
    assert.equal(page.state(OrdersState).total, 0)
  })

  test('has pages', async ({ assert }) => {
    const user = await makeUser()
    const page = await visit('/admin/orders').as(user)
    const list = page.state(OrdersState)
    const { perPage } = list
    await createRows(user, perPage + 1)
    await page.click('/admin/orders?page=2')
    assert.equal(list.pages, 2)
    assert.equal(list.rows.length, 1)
    await list.turn(1)
    assert.equal(list.rows.length, perPage)
  })

  test('removes what is selected', async ({ assert }) => {
    const user = await makeUser()
    await createRows(user, 3)
    const page = await visit('/admin/orders').as(user)
    const list = page.state(OrdersState)
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
    const tab = await connect('/admin/orders').as(user)
    const list = tab.state(OrdersState)
    const [first, second] = list.rows
    const row = await Order.findOrFail(first.id)
    await row.delete()
    await tab.waitFor(() => list.rows.length === 1)
    assert.equal(list.rows[0].id, second.id)
    await createRows(user, 1)
    await tab.waitFor(() => list.rows.length === 2)
  })
})
