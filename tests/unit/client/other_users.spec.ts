/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { CloseCode, STORED_EVENT } from '../../../src/protocol/main.ts'
import type { PageSnapshot } from '../../../src/protocol/main.ts'
import { World, bootData, nextDocument, outcome, pageInfo, refuse } from './support.ts'

/** What a page of that user is shown. */
function shownTo(user: string | undefined): PageSnapshot {
  return { ...bootData(), page: pageInfo({ user }) }
}

/** A document of that user, whose connection is lost. */
function documentOf(user: string | undefined): World {
  const world = new World({ boot: { ...shownTo(user), token: 'tab-1.1.seal' } })
  world.connect({ token: 'tab-1.1.seal' })
  world.socket.drop()
  return world
}

test.group('Calls of one user', () => {
  for (const [before, after, isMade] of [
    ['ada', 'ada', true],
    ['ada', 'grace', false],
    ['ada', undefined, false],
    // Who fills a form in and signs in has sent it
    [undefined, 'ada', true],
    [undefined, undefined, true],
  ] as const) {
    const title = `${isMade ? 'are made' : 'end'}: ${before ?? 'a guest'}, then ${after ?? 'a guest'}`

    test(title, async ({ assert }) => {
      const world = documentOf(before)
      const call = world.client.call('CartState', 'add', [1])
      const shown = outcome(call)
      world.clock.advance(10_000)
      world.welcome({ resumed: false, snapshot: shownTo(after) })
      assert.equal(world.socket.of('event').length, isMade ? 1 : 0)
      assert.equal(await shown, isMade ? 'pending' : 'rejected: E_OUTCOME_UNKNOWN')
    })

    test(`${title}, in the document after it`, ({ assert }) => {
      const world = documentOf(before)
      void world.client.call('CartState', 'add', [1]).catch(() => {})
      world.clock.advance(10_000)
      refuse(world, CloseCode.OtherBuild, 4)
      assert.lengthOf(world.loads, 1)
      const next = nextDocument(world, { ...shownTo(after), token: 'tab-1.1.seal' })
      next.welcome({ token: 'tab-1.1.seal' })
      assert.equal(next.socket.of('event').length, isMade ? 1 : 0)
    })
  }

  test('go on where the server had them, and where the same user has another tab', async ({
    assert,
  }) => {
    const world = documentOf('ada')
    const call = world.client.call('CartState', 'add', [1])
    world.clock.advance(10_000)
    world.welcome({ resumed: true })
    assert.lengthOf(world.socket.of('event'), 1)
    world.socket.drop()
    void world.client.call('CartState', 'add', [2])
    world.clock.advance(10_000)
    world.welcome({ resumed: false, fresh: true, id: 1, snapshot: shownTo('ada') })
    assert.lengthOf(world.socket.of('event'), 1)
    assert.equal(await outcome(call), 'rejected: E_OUTCOME_UNKNOWN')
  })

  test('are those of who is signed in since a page of this connection', ({ assert }) => {
    const world = documentOf('ada')
    world.clock.advance(10_000)
    world.welcome({ resumed: true })
    // Ada signs out by an event, and a guest goes on
    world.socket.receive({ n: 1, p: pageInfo() })
    world.socket.drop()
    void world.client.call('CartState', 'add', [1])
    world.clock.advance(10_000)
    world.welcome({ resumed: false, snapshot: shownTo('grace') })
    assert.lengthOf(world.socket.of('event'), 1)
  })

  test('end, and what the browser has stored and the page that is wanted do not', ({ assert }) => {
    const world = documentOf('ada')
    void world.client.call('CartState', 'add', [1]).catch(() => {})
    void world.client.call('CartState', STORED_EVENT, [{ theme: 'dark' }]).catch(() => {})
    void world.client.pages.visit(new URL('https://shop.test/orders'), { replace: false })
    world.clock.advance(10_000)
    world.welcome({ resumed: false, snapshot: shownTo('grace') })
    assert.deepEqual(
      world.socket.of('event').map(({ e }) => e),
      [STORED_EVENT]
    )
    assert.lengthOf(world.socket.of('nav'), 1)
  })
})
