/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { useActionState } from 'react'
import { renderToString } from 'react-dom/server'
import { createApp, stateReference, useReflex } from '../../../src/react/main.ts'
import type { StateClass } from '../../../src/react/main.ts'
import { eventField, eventOfField } from '../../../src/protocol/main.ts'
import { bootData, cartSnapshot } from '../client/support.ts'

interface Cart {
  add(item: { productId: number }): void
}

const CartState = stateReference('CartState') as unknown as StateClass<Cart>

async function render(Component: () => React.ReactNode, csrfToken?: string): Promise<string> {
  const app = createApp({ pages: { './pages/cart.tsx': { default: Component } } })
  const boot = bootData({ states: { CartState: cartSnapshot({}) } })
  return renderToString(await app.render(boot, { csrfToken }))
}

test.group('A form drawn on a server', () => {
  test('is posted to its page, with the event and the token', async ({ assert }) => {
    const html = await render(() => <form action={useReflex(CartState).add} />, 'a-token')
    assert.match(html, /<form action="\/cart" method="POST">/)
    assert.include(html, `name="${eventField('CartState', 'add')}"`)
    assert.include(html, '<input type="hidden" name="_csrf" value="a-token"/>')
    assert.notInclude(html, 'javascript:')
  })

  test('has no token where nobody asks for one', async ({ assert }) => {
    const html = await render(() => <form action={useReflex(CartState).add} />)
    assert.include(html, 'method="POST"')
    assert.notInclude(html, '_csrf')
  })

  test('is the same with useActionState', async ({ assert }) => {
    const html = await render(() => {
      const [, submit] = useActionState(useReflex(CartState).add, undefined)
      return <form action={submit} />
    })
    assert.match(html, /<form action="\/cart" method="POST">/)
    assert.include(html, `name="${eventField('CartState', 'add')}"`)
  })
})

test.group('The field that names an event', () => {
  test('is read as it was written, whatever is in the names', ({ assert }) => {
    for (const state of ['CartState', 'shop/cart.items', 'ünï[code]']) {
      assert.deepEqual(eventOfField(eventField(state, 'add')), { state, event: 'add' })
    }
  })

  test('is none among the fields of an application', ({ assert }) => {
    for (const name of ['name', '$reflex:', '$reflex:Cart', '$reflex:%ff/add', 'reflex:Cart/add']) {
      assert.isUndefined(eventOfField(name))
    }
  })
})
