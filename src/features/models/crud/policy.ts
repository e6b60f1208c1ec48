/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../../adonis/main.ts'
import { denialOf } from '../../../policies/main.ts'
import type { AppState } from '../../../state/main.ts'
import { E_OWNER_MISSING, E_POLICY_REFUSED } from './exceptions.ts'
import { settingsOf } from './settings.ts'
import type { PolicyClass } from './types.ts'

/** What a policy is asked. */
export type Ability = 'viewList' | 'create' | 'edit' | 'delete'

/**
 * Asks the policy of a model state. Without one, all who see the page may do everything.
 *
 * @param row - the row that it is about
 * @throws E_POLICY_REFUSED where the policy has no such method, E_POLICY_BOUNCER, and why the policy says no
 */
export async function authorize(state: AppState, ability: Ability, row?: unknown): Promise<void> {
  const { policy, owner } = settingsOf(state)
  // A guest is asked to sign in, before anybody is refused
  if (owner !== undefined) ownerOf(state)
  if (policy !== undefined) await ask(policy, ability, state.ctx, row)
}

async function ask(
  policy: PolicyClass,
  ability: Ability,
  ctx: HttpContext,
  row?: unknown
): Promise<void> {
  const methods = policy.prototype as Record<string, unknown>
  if (typeof methods[ability] !== 'function') throw new E_POLICY_REFUSED([ability, policy.name])
  const denial = await denialOf(ctx, [policy, ability], row === undefined ? [] : [row])
  if (denial) throw denial
}

/**
 * Whether a policy lets somebody see what a field offers. Without one, all who see the list may.
 *
 * @throws E_POLICY_BOUNCER
 */
export async function mayViewList(
  ctx: HttpContext,
  { policy }: { policy?: PolicyClass }
): Promise<boolean> {
  if (policy === undefined) return true
  try {
    await ask(policy, 'viewList', ctx)
    return true
  } catch (error) {
    if ((error as { status?: number }).status === 403) return false
    throw error
  }
}

/** Whether the request has a user. */
export function isSignedIn(state: AppState): boolean {
  return extrasOf(state.ctx).auth?.user?.id !== undefined
}

/**
 * Id of the user whose rows are shown.
 *
 * @throws E_OWNER_MISSING for a guest
 */
export function ownerOf(state: AppState): string | number {
  const id = extrasOf(state.ctx).auth?.user?.id
  if (id === undefined) throw new E_OWNER_MISSING()
  return id
}

/** Whose request it is, for what each visitor has a part of: that of a user, or the address of a guest. */
export function visitorOf(state: AppState): string {
  const id = extrasOf(state.ctx).auth?.user?.id
  return id === undefined ? `ip ${state.ctx.request.ip()}` : `user ${id}`
}
