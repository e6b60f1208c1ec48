/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'

/** What tests use of a session. */
export interface SessionLike {
  sessionId: string
  put(key: string, value: unknown): void
  get(key: string): unknown
  has(key: string): boolean
  flash(values: Record<string, unknown>): void
  flashMessages: {
    all(): Record<string, unknown>
    update(values: Record<string, unknown>): void
  }
  responseFlashMessages: { all(): Record<string, unknown> }
}

interface Middleware {
  handle(ctx: HttpContext, next: () => Promise<unknown>): Promise<unknown>
}

/** The session of a context, in applications that have one. */
export function sessionOf(ctx: HttpContext): SessionLike | undefined {
  return (ctx as unknown as { session?: SessionLike }).session
}

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
  const { default: SessionMiddleware } = (await app.import(
    '@adonisjs/session/session_middleware'
  )) as { default: new (...args: never[]) => Middleware }
  const middleware = (await app.container.make(SessionMiddleware as never)) as Middleware
  await middleware.handle(ctx, work)
}
