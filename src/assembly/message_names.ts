/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { DiscoveryOptions } from '../pages/main.ts'
import type { PageScanner } from '../discovery/main.ts'

/**
 * Says which messages the code of a page names by now, while it is edited.
 *
 * @returns takes the id of a page
 */
export function messageNames(
  app: Pick<ApplicationService, 'appRoot'>,
  discovery: DiscoveryOptions
) {
  let scanner: PageScanner | undefined
  return async (page: string): Promise<readonly string[]> => {
    const { PageScanner: Scanner } = await import('../discovery/main.ts')
    scanner ??= new Scanner({ appRoot: app.appRoot, ...discovery })
    const { pages } = await scanner.survey()
    return pages.find(({ id }) => id === page)?.messages ?? []
  }
}
