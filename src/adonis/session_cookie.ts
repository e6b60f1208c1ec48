/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { configProvider } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'

/** What is used of `config/session.ts`. */
export interface SessionConfig {
  cookieName: string
  cookie?: { httpOnly?: boolean; secure?: boolean; sameSite?: unknown }
}

/** The configuration of sessions; undefined in an application without them. */
export async function sessionConfigOf(app: ApplicationService): Promise<SessionConfig | undefined> {
  const provider = app.config.get<unknown>('session', undefined)
  if (!provider) return undefined
  return (await configProvider.resolve<SessionConfig>(app, provider)) ?? undefined
}

/** Name of the session cookie; undefined in an application without sessions. */
export async function sessionCookieOf(app: ApplicationService): Promise<string | undefined> {
  const config = await sessionConfigOf(app)
  return config?.cookieName
}
