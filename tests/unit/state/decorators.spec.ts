/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { State } from '../../../src/state/main.ts'

class Subject extends State {
  get total() {
    return 1
  }
  set total(_: number) {}
  add() {}
}

/** Applies a decorator to a member, as a program without type checks could. */
function decorate(decorator: unknown, name: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(Subject.prototype, name)
  ;(decorator as (...args: unknown[]) => void)(Subject.prototype, name, descriptor)
}

test.group('Decorators', () => {
  test('@rx.event() takes a validator, options, or nothing', ({ assert }) => {
    const event = rx.event as unknown as (options: object) => unknown
    assert.throws(() => event({ queue: false }), /takes a VineJS validator, options/)
    assert.throws(() => (rx.event as (options: null) => unknown)(null), /takes a VineJS validator/)
  })

  test('an event is in the background by true or false', ({ assert }) => {
    const event = rx.event as unknown as (options: object) => unknown
    assert.throws(() => event({ background: 'yes' }), /options such as { background: true }/)
  })

  test('@rx.{$self} without its parentheses says so')
    .with(['var', 'event', 'cookie', 'localStorage', 'sessionStorage', 'query'] as const)
    .run(({ assert }, name) => {
      assert.throws(() => decorate(rx[name], 'add'), /Write it with its parentheses/)
    })

  test('an option that a place has not is told, with those that it has', ({ assert }) => {
    const query = rx.query as unknown as (options: object) => unknown
    assert.throws(() => query({ key: 'q' }), /no option "key". It takes name, history, validator/)
    assert.throws(() => query({ history: 'none' }), /one of replace, push/)
    const cookie = rx.cookie as unknown as (options: object) => unknown
    assert.throws(() => cookie({ sealed: true }), /@rx.cookie\(\) has no option "sealed"/)
    assert.throws(() => cookie({ seal: 'wax' }), /one of signed, encrypted, plain/)
  })

  test('a cookie stays for a time that there is: {maxAge}')
    .with(
      ['soon', '', -1, '-5s', 1.5, Number.NaN, Infinity, '11y', 1e300, null, {}].map((maxAge) => {
        return { maxAge }
      })
    )
    .run(({ assert }, { maxAge }) => {
      const cookie = rx.cookie as unknown as (options: object) => unknown
      assert.throws(() => cookie({ maxAge }), /The "maxAge" of @rx.cookie\(\) is/)
      assert.throws(() => cookie({ expires: new Date(Number.NaN) }), /The "expires" of @rx.cookie/)
      assert.doesNotThrow(() => cookie({ maxAge: '1y', expires: new Date() }))
      assert.doesNotThrow(() => cookie({ maxAge: 0, expires: () => new Date() }))
    })

  test('@rx.event() is for methods', ({ assert }) => {
    assert.throws(() => decorate(rx.event(), 'total'), /"Subject.total": it is not a method/)
  })

  test('@rx.var() is for fields and getters', ({ assert }) => {
    assert.throws(() => decorate(rx.var(), 'add'), /the method "Subject.add". Use @rx.event\(\)/)
    assert.throws(
      () => decorate(rx.var(), 'total'),
      /"Subject.total": a computed var has no setter/
    )
  })
})
