/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { errors } from 'reflex-adonis'
import reflex from 'reflex-adonis/services/main'
import type { ResolvedAuthConfig } from 'reflex-adonis/auth'

test.group('reflex.auth()', () => {
  test('leaves pages of the application as they are mounted', ({ assert }) => {
    const logins = [...reflex.pages.all()].filter(({ definition }) => definition.route === '/login')
    assert.deepEqual(
      logins.map(({ definition }) => definition.id),
      ['resources/pages/auth/login.tsx']
    )
  })

  test('is called once', ({ assert }) => {
    assert.throws(() => reflex.auth(), errors.E_AUTH_PAGES)
  })

  test('is refused without auth in the configuration', ({ assert, cleanup }) => {
    const auth = app.config.get<ResolvedAuthConfig>('reflex.auth')
    cleanup(() => app.config.set('reflex.auth', auth))
    app.config.set('reflex.auth', undefined)
    assert.throws(() => reflex.auth(), errors.E_AUTH_CONFIG)
  })
})
