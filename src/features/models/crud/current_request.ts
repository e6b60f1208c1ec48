/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AnyList } from './types.ts'

/**
 * A state as the request of its current update sees it, for work between two updates: policies, scopes and validators are asked for
 * the user as they are now, and not as they were when the event began.
 */
export function inThisRequest<State extends AnyList>(state: State): State {
  return Object.create(state, { ctx: { value: state.ctx } }) as State
}
