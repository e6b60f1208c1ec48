/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import { importInstalled, SESSION_MIDDLEWARE } from '../adonis/main.ts'
import type { MiddlewareInstance } from '../adonis/main.ts'
import { E_NO_SESSION } from './exceptions.ts'

/**
 * Opens the session as its middleware does, and stores it after the work, whatever its store is.
 * An application without sessions only has the work done.
 */
export async function withSession(
  app: ApplicationService,
  ctx: HttpContext,
  work: () => Promise<void>
): Promise<void> {
  if (!app.config.has('session')) return work()
  const SessionMiddleware = await importInstalled(app, SESSION_MIDDLEWARE)
  const middleware: MiddlewareInstance = await app.container.make(SessionMiddleware as never)
  await middleware.handle(ctx, work)
}

/**
 * Looks whether there is a session for what a test puts into it.
 *
 * @param contents - values by name
 * @throws E_NO_SESSION for any value in an application without sessions
 */
export function requireSession(app: ApplicationService, ...contents: object[]): void {
  const isNeeded = contents.some((each) => Object.keys(each).length > 0)
  if (isNeeded && !app.config.has('session')) throw new E_NO_SESSION()
}
