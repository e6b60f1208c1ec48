/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { inspect } from 'node:util'
import { test } from '@japa/runner'
import { makeNotes } from '../../../src/adonis/main.ts'

test.group('Notes', () => {
  test('have one for each object, which a later one takes the place of', ({ assert }) => {
    const notes = makeNotes<string>()
    const [one, other] = [{}, {}]
    notes.set(one, 'first')
    notes.set(one, 'second')
    assert.equal(notes.get(one), 'second')
    assert.isTrue(notes.has(one))
    assert.isUndefined(notes.get(other))
    assert.isFalse(notes.has(other))
  })

  test('of one kind are not those of another', ({ assert }) => {
    const [numbers, flags] = [makeNotes<number>(), makeNotes<boolean>()]
    const object = {}
    numbers.set(object, 1)
    assert.isFalse(flags.has(object))
    flags.set(object, false)
    assert.equal(numbers.get(object), 1)
    assert.isFalse(flags.get(object))
  })

  test('are seen by nobody who looks at the object, and by none of its copies', ({ assert }) => {
    const notes = makeNotes<string>()
    class Session {
      id = 1
    }
    const session = new Session()
    notes.set(session, 'noted')
    assert.deepEqual(Reflect.ownKeys(session), ['id'])
    assert.equal(inspect(session), inspect(new Session()))
    assert.deepEqual(session, new Session())
    assert.isUndefined(notes.get({ ...session }))
    assert.isUndefined(notes.get(Object.create(session) as object))
  })
})
