/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'

/** Looks for pages that have no route. */
export const unmountedPagesCheck: Check = {
  name: 'build/unmounted-pages',
  *run({ pages, definitions }) {
    for (const { id, line, route } of definitions) {
      if (pages.find(id)) continue
      yield {
        severity: 'warning',
        about: id,
        file: id,
        line,
        reason: `The page is not mounted: nothing answers at ${route}`,
        remedy:
          'Call reflex.mount() in start/routes.ts with a glob that has the page, or remove it',
      }
    }
  },
}
