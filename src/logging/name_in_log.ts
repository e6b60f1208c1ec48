/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

/** What a line of the log says of an event. */
export interface EventFields {
  /** Id of the tab. */
  tab?: string
  state: string
  event?: string
}

/** Requests whose lines name their event. */
const named = new WeakSet<HttpContext>()

/**
 * Has the lines that are written for a request from now on name the event that runs for it, those of the
 * application's exception handler included. The first one to be named stays.
 */
export function nameInLog(ctx: HttpContext, fields: EventFields): void {
  if (named.has(ctx)) return
  named.add(ctx)
  ctx.logger = ctx.logger.child(fields)
}
