/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { configProvider } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'

/** Name of the session cookie; undefined in an application without sessions. */
export async function sessionCookieOf(app: ApplicationService): Promise<string | undefined> {
  const provider = app.config.get<unknown>('session', undefined)
  if (!provider) return undefined
  const config = await configProvider.resolve<{ cookieName: string }>(app, provider)
  return config?.cookieName
}
