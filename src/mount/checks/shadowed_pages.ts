/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Router } from '@adonisjs/core/http'
import type { Check } from '../../doctor/main.ts'
import type { PageRegistry } from '../../pages/main.ts'

/** What stands for a param of a route: no route has it in its pattern. */
const VALUE = 'reflex-doctor-1'

type Route = ReturnType<Router['toJSON']>[string][number]

/** Looks for pages whose address another route answers, which was registered before. */
export function shadowedPagesCheck(router: Router): Check {
  return {
    name: 'build/shadowed-pages',
    *run({ pages }) {
      for (const [domain, routes] of Object.entries(router.toJSON())) {
        for (const route of routes.filter(({ methods }) => methods.includes('GET'))) {
          const page = pages.of(route)
          const other = page && answering(router, route, domain)
          if (!other || other.handler === route.handler) continue
          const { id, line } = page.definition
          yield {
            severity: 'error',
            about: id,
            file: id,
            line,
            reason: `The route ${other.pattern} (${nameOf(other, pages)}) answers at ${route.pattern}, and never the page`,
            remedy: 'Register that route after reflex.mount(), or give one of them another address',
          }
        }
      }
    },
  }
}

/** The route that really answers; undefined where its params have rules that no invented value follows. */
function answering(router: Router, { pattern }: Route, domain: string): Route | undefined {
  const path = pattern.replaceAll(/:\w+\??|\*/g, VALUE)
  const of = router.usingDomains ? domain : undefined
  return router.match(path, 'GET', false, of)?.route as Route | undefined
}

function nameOf({ name, handler }: Route, pages: PageRegistry): string {
  return pages.of({ handler })?.definition.id ?? name ?? 'a route of start/routes.ts'
}
