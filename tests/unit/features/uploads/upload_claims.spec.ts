/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mock } from 'node:test'
import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { test } from '@japa/runner'
import { UploadClaims } from '../../../../src/features/uploads/upload_claims.ts'

const claim = { id: 'id', tab: 'tab', session: 'session', size: 10, chunk: 5 }

test.group('A sealed claim', (group) => {
  group.each.teardown(() => mock.timers.reset())

  test('is for its session', ({ assert }) => {
    const claims = new UploadClaims(new EncryptionFactory().create(), 60_000)
    const sealed = claims.seal(claim)
    assert.deepEqual(claims.open(sealed, 'session'), claim)
    for (const session of ['another', '']) {
      assert.throws(() => claims.open(sealed, session), /could not be taken/)
    }
  })

  test('is good for its time', ({ assert }) => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const claims = new UploadClaims(new EncryptionFactory().create(), 60_000)
    const sealed = claims.seal(claim)
    mock.timers.tick(59_000)
    assert.deepEqual(claims.open(sealed, 'session'), claim)
    mock.timers.tick(2_000)
    assert.throws(() => claims.open(sealed, 'session'), /could not be taken/)
  })

  test('is what the server has sealed for it, and nothing else: {$self}')
    .with(['', 'x', undefined, 3])
    .run(({ assert }, text) => {
      const claims = new UploadClaims(new EncryptionFactory().create(), 60_000)
      assert.throws(() => claims.open(text, 'session'), /could not be taken/)
    })

  test('is no sealed value of another kind', ({ assert }) => {
    const encryption = new EncryptionFactory().create()
    const claims = new UploadClaims(encryption, 60_000)
    const sealed = encryption.encrypt(claim, 60_000, 'reflex:download')
    assert.throws(() => claims.open(sealed, 'session'), /could not be taken/)
  })
})
