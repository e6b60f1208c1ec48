/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { JsonValue } from '../../../src/protocol/main.ts'
import { World, cartSnapshot } from './support.ts'

function fields() {
  const world = new World({
    boot: { states: { CartState: cartSnapshot({ text: '', quantity: 1 }) } },
  })
  const socket = world.connect()
  const { client } = world
  const vars = () => client.store.state('CartState')!.vars
  /** Enters a value into a field that calls an event with it. */
  const enter = (name: string, value: JsonValue, text?: string) => {
    const call = () => void client.events.caller('CartState', 'add')(value)
    client.events.callFor({ name, value, text }, call)
  }
  let n = 0
  /** The server answers the oldest event that has no answer. */
  const answer = (name: string, value: JsonValue, x?: { status: number; code: string }) => {
    socket.receive({
      n: ++n,
      id: n,
      d: { CartState: [[0, [name], value]] },
      ...(x && { x: { message: 'No', ...x } }),
    })
    return new Promise<void>((resolve) => setImmediate(resolve))
  }
  return { world, socket, client, vars, enter, answer }
}

test.group('Local values', () => {
  test('stand in front of older answers, until the last is there', async ({ assert }) => {
    const { client, vars, enter, answer } = fields()
    enter('text', 'h')
    enter('text', 'he')
    assert.equal(vars().text, 'he')
    assert.equal(client.store.told('CartState')!.vars.text, '')
    await answer('text', 'h')
    assert.equal(vars().text, 'he')
    // The server has the last word
    await answer('text', 'HE')
    assert.equal(vars().text, 'HE')
  })

  test('are shown to those who read the var, and to no others', async ({ assert }) => {
    const { client, enter, answer } = fields()
    let changes = 0
    client.store.subscribe('CartState', () => changes++)
    client.store.subscribe('$app', () => assert.fail())
    enter('text', 'a')
    assert.equal(changes, 1)
    await answer('text', 'a')
    assert.isAbove(changes, 1)
  })

  test('stay when the server has refused them, until their var changes', async ({ assert }) => {
    const { vars, enter, answer, socket } = fields()
    enter('text', 'ab')
    await answer('quantity', 1, { status: 422, code: 'E_VALIDATION_ERROR' })
    assert.equal(vars().text, 'ab')
    socket.receive({ n: 2, d: { CartState: [[0, ['quantity'], 2]] } })
    assert.equal(vars().text, 'ab')
    socket.receive({ n: 3, d: { CartState: [[0, ['text'], 'reset']] } })
    assert.equal(vars().text, 'reset')
  })

  test('go when their event has failed', async ({ assert }) => {
    const { vars, enter, answer } = fields()
    enter('text', 'ab')
    await answer('quantity', 1, { status: 500, code: 'E_BROKEN' })
    assert.equal(vars().text, '')
  })

  test('keep how a number is written while one is in the field', async ({ assert }) => {
    const { client, vars, enter, answer } = fields()
    const text = () => client.store.state('CartState')!.texts?.quantity
    enter('quantity', 2, '2.0')
    await answer('quantity', 2)
    assert.equal(text(), '2.0')
    client.store.local.leave('CartState', 'quantity')
    assert.isUndefined(text())
    assert.equal(vars().quantity, 2)
    // No number at all
    client.store.local.show('CartState', 'quantity', undefined, '-')
    assert.equal(text(), '-')
    assert.equal(vars().quantity, 2)
    client.store.local.leave('CartState', 'quantity')
    assert.isUndefined(text())
  })

  test('that an input method composes wait for its end', async ({ assert }) => {
    const { client, vars, socket } = fields()
    const { local } = client.store
    local.compose('CartState', 'text', true)
    local.show('CartState', 'text', 'に')
    socket.receive({ n: 1, d: { CartState: [[0, ['text'], 'other']] } })
    assert.equal(vars().text, 'に')
    local.compose('CartState', 'text', false)
    socket.receive({ n: 2, d: { CartState: [[0, ['text'], 'another']] } })
    assert.equal(vars().text, 'another')
  })

  test('survive a connection that is lost, and are sent again', async ({ assert }) => {
    const { world, socket, vars, enter } = fields()
    enter('text', 'typed')
    socket.drop()
    assert.equal(vars().text, 'typed')
    world.clock.advance(10_000)
    const again = world.welcome()
    assert.deepEqual(again.of('event')[0].a, ['typed'])
    assert.equal(vars().text, 'typed')
  })
})
