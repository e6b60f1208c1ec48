/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Router } from '@adonisjs/core/http'
import { Places } from '../../doctor/main.ts'
import type { CheckContext } from '../../doctor/main.ts'
import type { PageRegistry } from '../../pages/main.ts'
import { ecosystemInstances } from '../../processes/main.ts'
import type { Parts } from '../parts.ts'
import type { Sources } from '../sources.ts'

/** What checks look at. */
export async function checkContext(
  parts: Parts,
  { pages = [], states }: Sources
): Promise<CheckContext> {
  const { app, config, router } = parts.dependencies
  const { expected } = config.doctor
  const instances = await ecosystemInstances(app.makePath())
  const places = new Places(app.appRoot, states)
  const open = openStates(router, parts.pages)
  return {
    app,
    states: parts.states,
    pages: parts.pages,
    definitions: pages,
    expected: { ...expected, processes: Math.max(expected.processes, instances) },
    placeOf: (id) => places.ofState(id),
    isOpen: (id) => open.has(id),
    find: (file, text) => places.find(file, text),
  }
}

/** Ids of the states of pages whose routes have no middleware of their own. */
function openStates(router: Router, pages: PageRegistry): ReadonlySet<string> {
  const routes = Object.values(router.toJSON()).flat()
  const open = routes.filter(({ middleware }) => middleware.all().size === 0)
  return new Set(open.flatMap((route) => pages.of(route)?.definition.states ?? []))
}
