/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { MountedPage, NamedRoutes, PageRegistry } from '../../../src/pages/main.ts'
import { rx } from '../../../src/rx.ts'
import { State, type StateRegistry } from '../../../src/state/main.ts'
import { stores } from '../../../src/stores/main.ts'
import { storeCheck } from '../../../src/stores/checks/main.ts'
import { heavyTabsCheck } from '../../../src/tabs/checks/main.ts'
import { Examined, findingsOf, newRouter } from '../../helpers/doctor/examined.ts'

test.group('Doctor | scale/store', () => {
  test('finds several processes that share no store', async ({ assert }) => {
    for (const store of [stores.memory(), stores.file()]) {
      const found = await findingsOf(storeCheck(store), { expected: { processes: 4 } })
      assert.deepEqual(
        found.map(({ severity, reason }) => [severity, reason.split(' ', 2).join(' ')]),
        [['error', '4 processes']]
      )
    }
  })

  test('is content with one process, and with a store that they share', async ({ assert }) => {
    assert.deepEqual(await findingsOf(storeCheck(stores.memory())), [])
    const expected = { processes: 4 }
    assert.deepEqual(await findingsOf(storeCheck(stores.redis()), { expected }), [])
  })
})

class HeavyState extends State {
  @rx.var() rows = Array.from({ length: 2_000 }, (_, id) => ({ id, name: 'One of many rows' }))
}

class LightState extends State {
  @rx.var() count = 0
  /** Nobody sends it. */
  kept = 'x'.repeat(200_000)
}

test.group('Doctor | scale/heavy-tabs', () => {
  async function findingsFor(...ids: string[]) {
    const states = { 'app/heavy_state.ts': HeavyState, 'app/light_state.ts': LightState }
    const examined = await Examined.create({ states })
    const router = newRouter(examined.app)
    const pages = new PageRegistry(router)
    for (const route of ['/', '/again']) {
      const page = { id: `${route}.tsx`, route, name: route, middleware: [], onLoad: [] }
      const definition = { ...page, states: ids, ssr: true, line: 1 }
      const registry = examined.context.states as StateRegistry
      pages.add(route, new MountedPage(definition, registry, new NamedRoutes(router, false)))
    }
    Object.assign(examined.context, { pages })
    const found = await examined.run(heavyTabsCheck(262_144))
    await examined.remove()
    return found
  }

  test('finds a state of pages that is heavy from the start, once', async ({ assert }) => {
    const found = await findingsFor('HeavyState', 'LightState')
    assert.deepEqual(
      found.map(({ about, file, severity }) => [about, file, severity]),
      [['HeavyState', 'app/heavy_state.ts', 'warning']]
    )
    assert.match(found[0].reason, / \d\d kB /)
  })

  test('is content with light states, and with what no page has', async ({ assert }) => {
    assert.deepEqual(await findingsFor('LightState'), [])
    assert.deepEqual(await findingsFor(), [])
  })
})
