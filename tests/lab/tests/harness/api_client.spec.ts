/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { ApiClient } from '@japa/api-client'
import { baseUrl } from '../../../helpers/browser_session.ts'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import GuardedState from '#states/guarded_state'
import RequestState from '#states/request_state'

/** What a failed assertion prints. */
function printed(assertion: () => unknown): string {
  try {
    assertion()
  } catch (error) {
    if ((error as Error).name !== 'AssertionError') throw error
    return (error as Error).message
  }
  throw new Error('The assertion has passed')
}

test.group('The plugin of the API client', () => {
  test('reads the states that a page comes with, for the user of loginAs', async ({ assert }) => {
    const client = new ApiClient(baseUrl(), assert)
    const response = await client.get('/guarded').loginAs(findUser(1)!)
    response.assertReflexPage('resources/pages/guarded.tsx')
    response.assertReflexState(GuardedState, { owner: 'Ada Lovelace', isAuthenticated: true })
    assert.equal(response.reflexPage().page.url, '/guarded')
  })

  test('has the session of withSession', async ({ assert }) => {
    const client = new ApiClient(baseUrl(), assert)
    const response = await client.get('/request/1').withSession({ region: 'atlantis' })
    response.assertStatus(451)
    const other = await client.get('/request/1').withSession({ region: 'north' })
    other.assertReflexState(RequestState, { visits: 0 })
  })

  test('says where the state is another one, and where there is none', async ({ assert }) => {
    const client = new ApiClient(baseUrl(), assert)
    const home = await client.get('/')
    assert.equal(
      printed(() => home.assertReflexState(CounterState, { count: 1 })),
      'Expected CounterState to have other vars\n\n  count: expected 1, got 0'
    )
    assert.equal(
      printed(() => home.assertReflexState(GuardedState, { owner: '' })),
      'Expected the page to have GuardedState'
    )
    assert.equal(
      printed(() => home.assertReflexPage('resources/pages/cart.tsx')),
      'Expected another page\n\n  page: expected "resources/pages/cart.tsx", got "resources/pages/home.tsx"'
    )
    const controller = await client.get('/not-a-page')
    assert.equal(
      printed(() => controller.reflexPage()),
      'Expected a page, got status 200 and "An ordinary route"'
    )
  })
})
