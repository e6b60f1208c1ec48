/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { userMark } from '../../../src/tabs/identity.ts'

const mark = (user: unknown, identity = {}) =>
  userMark({ user: user as string | number | undefined, identity })

test.group('The mark of a user', () => {
  test('is the same for an id in whatever type a driver has it', ({ assert }) => {
    assert.equal(mark(7), mark('7'))
    assert.equal(mark(7n), mark('7'))
    assert.notEqual(mark(7), mark(8))
    assert.match(mark(2n ** 63n)!, /^[\w-]{8}$/)
  })

  test('is of the guards where there are any, whatever their order', ({ assert }) => {
    const both = { auth_admin: '1', auth_web: '7' }
    assert.equal(mark(7, both), mark(undefined, { auth_web: '7', auth_admin: '1' }))
    assert.notEqual(mark(7, both), mark(7, { auth_web: '7' }))
    assert.notEqual(mark(7, { auth_web: '7' }), mark(7, { auth_admin: '7' }))
  })

  test('is not there for a guest', ({ assert }) => {
    assert.isUndefined(mark(undefined))
  })
})
