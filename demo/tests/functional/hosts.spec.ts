import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

test.group('The configuration', () => {
  test('says by which hosts browsers reach the shop', ({ assert }) => {
    assert.deepEqual(app.config.get('reflex.allowedHosts'), ['localhost'])
  })
})
