/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { JSDOM } from 'jsdom'
import { Feed } from '../../../../../src/features/devtools/client/feed.ts'
import { Identity } from '../../../../../src/features/devtools/client/identity.ts'
import { Messages } from '../../../../../src/features/devtools/client/messages.ts'
import { Queries } from '../../../../../src/features/devtools/client/queries.ts'
import { Timeline } from '../../../../../src/features/devtools/client/timeline.ts'
import type { ShownWork } from '../../../../../src/features/devtools/panel/shown.ts'

/** Work of which each page of the panel shows something. */
const work = (n: number, name: string): ShownWork => ({
  ...{ n, kind: 'event', name, at: 0 },
  logs: [{ level: 'info', text: 'said' }],
  abilities: [{ action: 'edit', allowed: true }],
  queries: [{ sql: 'select 1', values: '[]' }],
})

const VIEWS = [Timeline, Queries, Identity, Messages].map((View) => ({ name: View.name, View }))

test.group('Pages of the panel', (group) => {
  group.each.setup(() => {
    const { document } = new JSDOM('').window
    Object.assign(globalThis, { document })
    return () => void Reflect.deleteProperty(globalThis, 'document')
  })

  test('show what a server that has started again tells, whose numbers begin anew: {name}')
    .with(VIEWS)
    .run(({ assert }, { View }) => {
      const feed = new Feed('', 'tab', () => {})
      const view = new View(feed)
      view.update()
      feed.entries.add(work(1, 'CartState.add'))
      view.update()
      assert.include(view.element.textContent, 'CartState.add')
      feed.entries.clear()
      feed.entries.add(work(1, 'CartState.clear'))
      view.update()
      assert.include(view.element.textContent, 'CartState.clear')
      assert.notInclude(view.element.textContent, 'CartState.add')
      feed.entries.clear()
      view.update()
      assert.notInclude(view.element.textContent, 'CartState')
    })

  test('leave what they show as it is where there is nothing new: {name}')
    .with(VIEWS)
    .run(({ assert }, { View }) => {
      const feed = new Feed('', 'tab', () => {})
      const view = new View(feed)
      feed.entries.add(work(1, 'CartState.add'))
      view.update()
      const parts = [...view.element.children]
      view.update()
      assert.deepEqual([...view.element.children], parts)
    })
})
