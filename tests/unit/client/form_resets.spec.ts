/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { World } from './support.ts'

/** A document with one form, whose events bubble as they do in a browser. */
function createDocument() {
  const document = new EventTarget()
  const form = new EventTarget()
  const button = { form, closest: (selector: string) => selector.includes('reset') && button }
  /** @returns false when it was prevented */
  const dispatch = (type: string, target: unknown = form) => {
    const event = new Event(type, { cancelable: true })
    Object.defineProperty(event, 'target', { value: target })
    return document.dispatchEvent(event)
  }
  return { document: document as Document, dispatch, form, button }
}

const REFUSED = { status: 422, code: 'E_VALIDATION_ERROR', message: 'Invalid' }
const FAILED = { status: 409, code: 'E_SOLD_OUT', message: 'Sold out' }

test.group('Client: forms', () => {
  function submitted() {
    const { document, dispatch, button } = createDocument()
    const world = new World({ environment: { document } })
    const socket = world.connect()
    const submit = (event = 'add', form = new FormData()) => {
      dispatch('submit')
      return world.client.events.caller('CartState', event)(form)
    }
    return { world, socket, dispatch, button, submit }
  }

  test('are reset after an action that has succeeded', async ({ assert }) => {
    const { socket, dispatch, submit } = submitted()
    const call = submit()
    socket.receive({ n: 1, id: 1 })
    await call
    assert.isTrue(dispatch('reset'))
  })

  test('keep what was typed, once, when the action has failed')
    .with([REFUSED, FAILED])
    .run(async ({ assert }, x) => {
      const { socket, dispatch, submit } = submitted()
      const call = submit()
      socket.receive({ n: 1, id: 1, x })
      await call
      assert.isFalse(dispatch('reset'))
      assert.isTrue(dispatch('reset'))
    })

  test('keep what was typed when it cannot be sent', async ({ assert }) => {
    const { dispatch, submit } = submitted()
    const form = new FormData()
    form.append('file', new Blob(['x']))
    await submit('add', form)
    assert.isFalse(dispatch('reset'))
  })

  test('are reset when a later attempt succeeds', async ({ assert }) => {
    const { socket, dispatch, submit } = submitted()
    const first = submit()
    socket.receive({ n: 1, id: 1, x: REFUSED })
    await first
    const second = submit()
    socket.receive({ n: 2, id: 2 })
    await second
    assert.isTrue(dispatch('reset'))
  })

  test('are reset by the button for it', async ({ assert }) => {
    const { socket, dispatch, button, submit } = submitted()
    const call = submit()
    socket.receive({ n: 1, id: 1, x: REFUSED })
    await call
    dispatch('click', button)
    assert.isTrue(dispatch('reset'))
  })

  test('are left alone by events that take no form, and when the client is closed', async ({
    assert,
  }) => {
    const { world, socket, dispatch, submit } = submitted()
    dispatch('submit')
    const call = world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 1, x: REFUSED })
    await call
    assert.isTrue(dispatch('reset'))

    const form = submit()
    world.client.close()
    await form
    assert.isTrue(dispatch('reset'))
  })
})
