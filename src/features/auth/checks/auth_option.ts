/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { ResolvedAuthConfig } from '../flows/main.ts'

/** `auth` of `config/reflex.ts`; undefined in an application without the flows of accounts. */
export function authOptionOf(app: ApplicationService): ResolvedAuthConfig | undefined {
  return app.config.get<{ auth?: ResolvedAuthConfig }>('reflex').auth
}
