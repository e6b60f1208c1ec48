/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Exception } from '@adonisjs/core/exceptions'
import { test } from '@japa/runner'
import * as errors from '../../../src/errors.ts'
import { E_ROOM_BUSY } from '../../../src/rooms/exceptions.ts'
import { codeAndHelp, messageOf, toEventError } from '../../../src/tabs/main.ts'

test.group('What the caller of an event is told of its failure', () => {
  const fire = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), {
    code: 'ECONNREFUSED',
  })

  test('in production nothing but that it happened, and the id in the log', ({ assert }) => {
    const told = toEventError(fire, { development: false, requestId: 'r-1' })
    assert.deepEqual(told, {
      status: 500,
      code: 'E_EVENT_FAILED',
      message: 'Something went wrong on the server',
      requestId: 'r-1',
    })
    assert.notInclude(JSON.stringify(told), '10.0.0.7')
  })

  test('in development all, with the stack', ({ assert }) => {
    const told = toEventError(fire, { development: true, requestId: 'r-1' })
    assert.equal(told.code, 'ECONNREFUSED')
    assert.include(told.message, '10.0.0.7')
    assert.include(told.stack, 'event_error.spec')
  })

  test('an exception below 500 is made for users, in production too', ({ assert }) => {
    const exception = new Exception('Only three are left', { status: 409, code: 'E_STOCK' })
    assert.deepEqual(toEventError(exception, { development: false }), {
      status: 409,
      code: 'E_STOCK',
      message: 'Only three are left',
    })
  })

  test('the remedy is for developers', ({ assert }) => {
    const busy = new E_ROOM_BUSY(['StockState', 20])
    const told = toEventError(busy, { development: false })
    assert.deepEqual(told, {
      status: 423,
      code: 'E_ROOM_BUSY',
      message: 'Somebody else is changing this right now. Try again in a moment',
    })
    const { help } = toEventError(busy, { development: true })
    assert.include(help, 'The room of the state "StockState" was not free within 20 ms.')
    assert.include(help, 'rooms.waitFor in config/reflex.ts')
  })

  test('what visitors may read says nothing of configuration or code', ({ assert }) => {
    const classes = Object.entries(errors).filter(([code]) => !code.startsWith('E_TEST_'))
    const told = classes.flatMap(([, E]) => {
      const { status = 500, message = '' } = E as { status?: number; message?: string }
      return status < 500 && status >= 400 ? [message] : []
    })
    assert.isAbove(told.length, 15)
    for (const message of told)
      assert.notMatch(message, /config\/|limits\.|rooms\.|debounce|@rx|import/)
  })

  test('a failed validation names the first message of each field', ({ assert }) => {
    const error = {
      status: 422,
      code: 'E_VALIDATION_ERROR',
      message: 'Validation failure',
      messages: [
        { field: 'email', message: 'is no address' },
        { field: 'email', message: 'is too long' },
        { field: 'lines.0.count', message: 'is missing' },
      ],
    }
    assert.deepEqual(toEventError(error, { development: false }).errors, {
      'email': 'is no address',
      'lines.0.count': 'is missing',
    })
  })

  const fails = () => {
    throw new Error('unreadable')
  }

  test('what is thrown and is no failure of HTTP is one all the same: {what}')
    .with([
      { what: 'undefined', thrown: undefined },
      { what: 'null', thrown: null },
      { what: 'a text', thrown: 'text' },
      { what: 'a number', thrown: 7 },
      { what: 'a symbol', thrown: Symbol('odd') },
      { what: 'a success', thrown: { status: 200 } },
      { what: 'a redirect', thrown: { status: 302 } },
      { what: 'no status', thrown: { status: 42 } },
      { what: 'a status beyond', thrown: { status: 600 } },
      { what: 'half a status', thrown: { status: 404.5 } },
      { what: 'a status in words', thrown: { status: '404' } },
      { what: 'nothing', thrown: Object.create(null) as unknown },
      { what: 'an odd code and message', thrown: { code: 5, message: {}, help: [], stack: 1 } },
      { what: 'what cannot be read', thrown: new Proxy({}, { get: fails }) },
    ])
    .run(({ assert }, { thrown }) => {
      for (const development of [true, false]) {
        const told = toEventError(thrown, { development, status: 200 })
        assert.deepInclude(told, { status: 500, code: 'E_EVENT_FAILED' })
        assert.isString(told.message)
        assert.deepEqual(JSON.parse(JSON.stringify(told)), told)
      }
      assert.isString(messageOf(thrown))
      assert.deepEqual(codeAndHelp(thrown), { code: undefined, help: undefined })
    })

  test('a translation that was given a list is a text: {1}')
    .with([
      [['Only ', ['pdf', 'jpg'], ' are allowed'], 'Only pdf, jpg are allowed'],
      [[['pdf']], 'pdf'],
      [['At most ', 3, ' of ', ['a', 'b']], 'At most 3 of a, b'],
    ] as const)
    .run(({ assert }, [message, text]) => {
      const messages = [{ field: 'file', message }]
      const error = { status: 422, code: 'E_VALIDATION_ERROR', message: 'Odd', messages }
      assert.deepEqual(toEventError(error, { development: false }).errors, { file: text })
    })

  test('a validation that names no fields is no validation: {$self}')
    .with([null, 'text', [null], [5], [{ field: 5, message: 'is odd' }], [{ field: 'a' }]])
    .run(({ assert }, messages) => {
      const error = { status: 422, code: 'E_VALIDATION_ERROR', message: 'Odd', messages }
      assert.deepEqual(toEventError(error, { development: false }), {
        status: 422,
        code: 'E_VALIDATION_ERROR',
        message: 'Odd',
      })
    })
})
