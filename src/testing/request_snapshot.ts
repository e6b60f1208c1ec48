/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf, signInAs } from '../adonis/main.ts'
import type { Action } from '../protocol/main.ts'
import type { Reflex } from '../reflex.ts'
import { AppState, readAppSnapshot } from '../state/main.ts'
import type { AppSnapshot, StateDefinition } from '../state/main.ts'

/** Whether a state shows what all states show of their request. */
export function seesRequest({ State }: StateDefinition): boolean {
  return State.prototype instanceof AppState
}

/**
 * What an event request shows to pages by now.
 *
 * @param previous - what it has shown before
 * @param options.actions - what its handlers have asked the browser for
 * @param options.isNew - nothing has been shown before
 */
export async function requestSnapshot(
  { testDoor }: Reflex,
  ctx: HttpContext,
  previous: AppSnapshot,
  { actions, isNew }: { actions: readonly Action[]; isNew: boolean }
): Promise<AppSnapshot> {
  const { auth } = extrasOf(ctx)
  // As after the middleware of the next request: somebody may have signed in
  const guard = auth?.use()
  if (guard?.user) signInAs(guard, guard.user)
  await auth?.check()
  const leaves =
    ctx.response.getStatus() >= 300 || actions.some((action) => action.type === 'redirect')
  return readAppSnapshot(ctx, previous, {
    currentUser: testDoor.currentUser,
    keepFlash: leaves,
    navigation: isNew,
  })
}
