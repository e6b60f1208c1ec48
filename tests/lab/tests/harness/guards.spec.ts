/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { errors } from 'reflex-adonis'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import { gates } from '#services/gates'
import { findUser } from '#services/users'
import RightsState from '#states/rights_state'
import VaultState from '#states/vault_state'
import { createRights, fillRights, revoke } from '../support/rights.ts'

const ada = findUser(1)
const grace = findUser(2)

test.group('Guards in tests', (group) => {
  group.setup(() => createRights())
  group.each.setup(async () => {
    await fillRights()
    gates.reset()
  })

  test('hold in a visit, whose user may be recent', async ({ assert }) => {
    const page = await visit('/rights').as(ada)
    await page.state(RightsState).erase()
    page.assertRedirectsTo('/confirm')
    page.assertState(RightsState, { done: [] })
    const recent = await visit('/rights').as(ada).recently()
    await recent.state(RightsState).erase()
    recent.assertNotRefused()
    recent.assertState(RightsState, {
      done: ['erase'],
      can: { office: true, refund: true, edit: true },
    })
    assert.equal(await recent.state(RightsState).refund(1), 1)
  })

  test('refuse what a test looks for', async () => {
    const page = await visit('/rights').as(grace)
    await page
      .state(RightsState)
      .edit()
      .catch(() => {})
    page.assertRefused({ status: 403, code: 'E_AUTHORIZATION_FAILURE' })
    await visit('/vault').as(grace).assertRefused({ code: 'E_AUTHORIZATION_FAILURE' })
    const guest = await visit('/vault')
    guest.assertRedirectsTo('/sign-in')
  })

  test('hold over a real socket, whose user may be recent', async ({ assert }) => {
    const tab = await connect('/rights').as(ada).recently()
    await tab.state(RightsState).erase()
    tab.assertState(RightsState, { done: ['erase'] })
    await assert.rejects(() => tab.state(RightsState).refund(3), /not found/i)
    const other = await connect('/rights').as(ada)
    await other.state(RightsState).publish()
    await assert.rejects(() => other.state(RightsState).refund(999), /not found/i)
  })

  test('hold in an event request, each time that an event is called', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest(ada, { path: '/rights' })
    const rights = await event.state(RightsState)
    assert.equal(await rights.own(), 'Ada Lovelace')
    assert.equal(await rights.refund(1), 1)
    await revoke(1, 'refund')
    await assert.rejects(() => rights.refund(2), /Access denied/)
    await assert.rejects(() => rights.erase(), errors.E_RECENT_LOGIN)
    event.assertState(RightsState, { done: ['own', 'refund 1'] })
    await assert.rejects(() => rights.missing(), errors.E_NO_SUBJECT)
  })

  test('hold in the background events of an event request, and for a user who is recent', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest(ada, { path: '/rights', recently: true })
    const rights = await event.state(RightsState)
    await rights.erase()
    gates.open('audit')
    await rights.audit(2)
    event.assertState(RightsState, { done: ['erase', 'audit 2 2 2'] })
    await assert.rejects(() => rights.audit(3), /not found/i)
  })

  test('keep an event request from a state that its user may not have', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest(grace, { path: '/vault' })
    await assert.rejects(() => event.state(VaultState), /Access denied/)
    const allowed = await beginEventRequest(ada, { path: '/vault' })
    const vault = await allowed.state(VaultState)
    assert.equal(await vault.look(), 'The combination is 1815')
  })
})
