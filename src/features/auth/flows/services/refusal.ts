/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@vinejs/vine'
import type { LimitedFlow } from '../configuration.ts'
import { textsOf } from '../texts/main.ts'
import type { FlowParts } from './parts.ts'

/** What is wrong with a form as a whole. */
export const FORM = 'form'

/** Refuses a form, in the way of a validator: pages show it by field. */
export function refusal(field: string, message: string): Error {
  return new errors.E_VALIDATION_ERROR([{ field, message, rule: 'auth' }])
}

/**
 * Counts a try of a flow.
 *
 * @param account - what is tried: an address, a token, or the id of a user
 * @throws E_VALIDATION_ERROR beyond a limit, with the seconds until the next try
 */
export async function limitFlow(
  { limits }: Pick<FlowParts, 'limits'>,
  flow: LimitedFlow,
  ctx: HttpContext,
  account: string | number
): Promise<void> {
  const wait = await limits.consume(flow, ctx, account)
  if (wait !== undefined) throw refusal(FORM, textsOf(ctx).answer('wait', { seconds: wait }))
}
