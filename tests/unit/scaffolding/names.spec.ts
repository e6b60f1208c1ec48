/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { namesOfPage, namesOfState } from '../../../src/scaffolding/names.ts'

test.group('Names of a page', () => {
  test('come from the given name', ({ assert }) => {
    assert.deepEqual(namesOfPage({ path: './', name: 'userList' }), {
      fileName: 'user_list.tsx',
      route: '/user-list',
      title: 'User list',
    })
  })

  test('have the folders in the route', ({ assert }) => {
    assert.equal(
      namesOfPage({ path: './admin/products', name: 'show' }).route,
      '/admin/products/show'
    )
  })

  test('give an index page the route of its folder', ({ assert }) => {
    assert.equal(namesOfPage({ path: './admin', name: 'index' }).route, '/admin')
    assert.equal(namesOfPage({ path: './', name: 'index' }).route, '/')
  })
})

test.group('Names of a state', () => {
  test('come from the given name', ({ assert }) => {
    assert.deepEqual(namesOfState({ path: './admin', name: 'user-list' }), {
      fileName: 'user_list_state.ts',
      className: 'UserListState',
      variable: 'userList',
      specifier: '#states/admin/user_list_state',
    })
  })

  test('are the same with "State" at its end', ({ assert }) => {
    const names = namesOfState({ path: './', name: 'cart' })
    assert.deepEqual(namesOfState({ path: './', name: 'CartState' }), names)
    assert.deepEqual(namesOfState({ path: './', name: 'cart_state.ts' }), names)
  })
})
