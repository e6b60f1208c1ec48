/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { AuthFlows } from '../services/auth_flows.ts'
import { sessionOf } from '../services/guard.ts'
import { textsOf } from '../texts/main.ts'
import type { AnswerName } from '../texts/main.ts'

/**
 * The flows of the application.
 *
 * @throws E_AUTH_CONFIG and E_AUTH_PACKAGE where they cannot work
 */
export function flowsOf(ctx: HttpContext): Promise<AuthFlows> {
  return ctx.containerResolver.make('reflex.auth')
}

/** Shows what a flow answers, on this page or on that to which the browser is sent. */
export function answer(ctx: HttpContext, name: AnswerName): void {
  sessionOf(ctx).flash('success', textsOf(ctx).answer(name))
}

/** Shows what a flow refuses, where no form is there to show it. */
export function refuse(ctx: HttpContext, name: AnswerName): void {
  sessionOf(ctx).flash('error', textsOf(ctx).answer(name))
}

/** The token of a link. The page that has it tells nobody its address. */
export function tokenOfLink({ request, response }: HttpContext): string {
  response.header('referrer-policy', 'no-referrer')
  const { token } = request.qs() as { token?: unknown }
  return typeof token === 'string' ? token.slice(0, 64) : ''
}
