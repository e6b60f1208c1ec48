/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Visitor } from '../../../src/bridge/main.ts'
import { MountedPage } from '../../../src/pages/mounted_page.ts'
import { NamedRoutes } from '../../../src/pages/named_routes.ts'
import type { PageRegistry } from '../../../src/pages/page_registry.ts'
import type { PageDefinition } from '../../../src/pages/types.ts'
import type { HelloFrame, PageUses } from '../../../src/protocol/main.ts'
import { rx } from '../../../src/rx.ts'
import { AppState, StateRegistry } from '../../../src/state/main.ts'
import { BuildCheck } from '../../../src/tabs/main.ts'

class CartState extends AppState {
  @rx.var() items: string[] = []
  secret = 1

  @rx.var() get total() {
    return this.items.length
  }

  @rx.event() add() {}
}

class ChatState extends AppState {
  static override scope = 'shared' as const
  @rx.var() notes: string[] = []
}

class OtherState extends AppState {}

const states = new StateRegistry()
for (const State of [CartState, ChatState, OtherState]) states.add(State)
const definition = { id: 'pages/cart.tsx', states: ['CartState', 'ChatState'] } as PageDefinition
const page = new MountedPage(definition, states, new NamedRoutes({ toJSON: () => ({}) }))
const pages = {
  match: (path: string) => (path === '/cart' ? page : undefined),
  leads: (path: string) => path === '/elsewhere',
} as unknown as PageRegistry
const check = new BuildCheck({ pages, states, build: 'new' })
const visitor = { headers: { host: 'shop.test:3333' } } as Visitor

const judge = (uses: PageUses | undefined, hello: Partial<HelloFrame> = {}) =>
  check.judge({ build: 'old', url: '/cart?page=2', uses, ...hello } as HelloFrame, visitor)

const using = (state: string, vars: string[], events: string[] = []): PageUses => ({
  page: 'pages/cart.tsx',
  states: { [state]: [vars, events] },
})

test.group('A page of another build', () => {
  test('is asked what it uses, and one of the same build is not', ({ assert }) => {
    assert.equal(judge(undefined), 'unknown')
    assert.equal(judge(undefined, { build: 'new' }), 'fits')
  })

  test('fits where all that it uses is there', ({ assert }) => {
    assert.equal(judge(using('CartState', ['items', 'total', 'errors'], ['add'])), 'fits')
    assert.equal(judge(using('ChatState', ['notes', 'present', 'me'])), 'fits')
    assert.equal(judge(using('$app', ['currentUser', 'language'])), 'fits')
    assert.equal(judge({ page: 'pages/cart.tsx', states: {} }), 'fits')
  })

  test('does not fit where a var, an event, a state or the page has another name', ({ assert }) => {
    const others: PageUses[] = [
      using('CartState', ['entries']),
      using('CartState', ['secret']),
      using('CartState', [], ['append']),
      using('CartState', ['add']),
      using('OtherState', []),
      using('GoneState', []),
      using('constructor', []),
      { page: 'pages/basket.tsx', states: {} },
    ]
    for (const uses of others) assert.equal(judge(uses), 'other')
    assert.equal(judge(using('CartState', []), { url: '/elsewhere' }), 'other')
  })

  test('is gone where its address leads nowhere', ({ assert }) => {
    assert.equal(judge(using('CartState', []), { url: '/nowhere#top' }), 'gone')
  })
})
