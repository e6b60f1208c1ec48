/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Redaction } from '../../../../src/features/devtools/main.ts'

test.group('Secrets in a journal', () => {
  test('have the same mark wherever they stand, and others another one', ({ assert }) => {
    const redaction = new Redaction()
    const fields = {
      email: 'ada@example.com',
      password: 'hunter2',
      passwordConfirmation: 'hunter3',
    }
    assert.deepEqual(redaction.hide(fields), {
      email: 'ada@example.com',
      password: '[secret 1]',
      passwordConfirmation: '[secret 2]',
    })
    assert.deepEqual(redaction.hide({ typed: ['hunter2', 'hunter'] }), {
      typed: ['[secret 1]', 'hunter'],
    })
  })

  test('are known by their names: {$self}')
    .with([
      'password',
      'newPassphrase',
      'api_key',
      'apiKey',
      'accessToken',
      'clientSecret',
      'pin',
      'otp',
    ])
    .run(({ assert }, name) => {
      assert.deepEqual(new Redaction().hide({ [name]: 'x1' }), { [name]: '[secret 1]' })
      assert.deepEqual(new Redaction().hide({ [name]: 1234 }), { [name]: '[secret 1]' })
    })

  test('are not what is empty, or what has another name', ({ assert }) => {
    const values = { password: '', token: null, pinned: 'yes', shipping: 4, isSecret: true }
    assert.deepEqual(new Redaction().hide(values), values)
  })

  test('are taken out of addresses', ({ assert }) => {
    const redaction = new Redaction()
    assert.equal(redaction.hideUrl('/products?search=mug'), '/products?search=mug')
    const hidden = redaction.hideUrl('/reset?email=ada%40example.com&token=abc')
    assert.notInclude(hidden, 'abc')
    assert.equal(redaction.hide('abc'), '[secret 1]')
  })
})
