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

  test('are not written down where they stand under another name before', ({ assert }) => {
    assert.deepEqual(new Redaction().hide({ typed: 'hunter2', password: 'hunter2' }), {
      typed: '[secret 1]',
      password: '[secret 1]',
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
      'card[cvc]',
      'user.pin',
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

  test('are taken out of addresses that have a name twice', ({ assert }) => {
    const redaction = new Redaction()
    const hidden = new URLSearchParams(redaction.hideUrl('/?token=abc&q=1&token=def').slice(2))
    assert.deepEqual(
      [...hidden],
      [
        ['token', '[secret 1]'],
        ['q', '1'],
        ['token', '[secret 2]'],
      ]
    )
  })

  test('are taken out of the path of an address, by their params', ({ assert }) => {
    const redaction = new Redaction()
    const params = { 'token': 'a b/c', 'id': '7', '*': ['x', 'y'] }
    const hidden = redaction.hideUrl('/reset/a%20b%2Fc/7?to=a%20b%2Fc', params)
    assert.equal(hidden, '/reset/%5Bsecret%201%5D/7?to=%5Bsecret+1%5D')
    assert.equal(redaction.hideUrl('/again/a%20b%2Fc#top'), '/again/%5Bsecret%201%5D#top')
    assert.equal(redaction.hideUrl('/%E0%A4%A/7'), '/%E0%A4%A/7')
    assert.equal(redaction.hide('a b/c'), '[secret 1]')
  })
})
