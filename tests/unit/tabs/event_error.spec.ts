/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Exception } from '@adonisjs/core/exceptions'
import { test } from '@japa/runner'
import * as errors from '../../../src/errors.ts'
import { E_ROOM_BUSY } from '../../../src/rooms/exceptions.ts'
import { toEventError } from '../../../src/tabs/main.ts'

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

  test('what is thrown and is no error is a failure like any other', ({ assert }) => {
    for (const thrown of [undefined, null, 'text', 7]) {
      assert.deepInclude(toEventError(thrown, { development: false }), {
        status: 500,
        code: 'E_EVENT_FAILED',
      })
    }
  })
})
