/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import type { Action } from '../protocol/main.ts'
import { ComputedCache, EventScope, runInScope } from '../state/main.ts'
import type { Member, StateDefinition, StateRegistry, Vars } from '../state/main.ts'
import { E_ROOM_HOOK } from './exceptions.ts'
import type { MemberRecord } from './room_record.ts'

/** What a state with a room may have for those who come and go. */
interface Hooks {
  $joined?(member: Member): void | Promise<void>
  $left?(member: Member): void | Promise<void>
}

/**
 * Calls `$joined` or `$left` of a state for a room.
 *
 * @param tab - id of the tab
 * @param context.send - sends an action to the browser of the tab, where that is there
 * @returns the vars as the hook has left them
 * @throws E_ROOM_HOOK, and what the hook throws
 */
export async function runHook(
  name: keyof Hooks,
  vars: Vars,
  tab: string,
  { user }: MemberRecord,
  context: {
    definition: StateDefinition
    registry: StateRegistry
    send?: (action: Action) => void
  }
): Promise<Vars> {
  const { definition, registry, send } = context
  const hooks = definition.State.prototype as Hooks
  if (typeof hooks[name] !== 'function') return vars
  const scope = new EventScope({
    registry,
    tree: { [definition.id]: vars },
    cache: new ComputedCache(),
    member: { id: memberId(tab), user },
    send,
    hold: async ({ id }) => {
      if (id !== definition.id) throw new E_ROOM_HOOK([id])
      return undefined
    },
  })
  const state = scope.view(definition) as Hooks
  const member: Member = { id: memberId(tab), user }
  await runInScope(scope, `${definition.id}.${name}`, () => state[name]!(member))
  return scope.commit()[definition.id]
}

/** What others may know a tab by: its own id is for its token alone. */
export function memberId(tab: string): string {
  return createHash('sha256').update(tab).digest('base64url').slice(0, 16)
}
