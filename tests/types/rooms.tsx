/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| What pages and handlers may write about shared states
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import type { HttpContext } from '@adonisjs/core/http'
import { useReflex } from '../../src/react/main.ts'
import type { Member } from '../../src/types.ts'
import { rx } from '../../src/rx.ts'
import { AppState, State } from '../../src/state/main.ts'
import type { StateScope } from '../../src/state/main.ts'

class ChatState extends AppState {
  static override scope = 'shared' as const

  static override room(ctx: HttpContext) {
    return ctx.params.room as string
  }

  @rx.var() lines: string[] = []

  $joined({ id, user }: Member) {
    this.lines.push(`${id} ${user}`)
  }

  @rx.event() say(text: string) {
    const count: number = this.present
    const me: string = this.$member.id
    this.lines.push(me)
    // @ts-expect-error nobody chooses who they are
    this.$member = { id: '1', user: 1 }
    this.lines.push(`${text} to ${count}`)
    // @ts-expect-error the server counts
    this.present = 3
  }
}

class WizardState extends State {
  static override scope = 'session' as const
  static override bridge = 'none' as const
  @rx.var() step = 1
}

class PlainState extends State {
  @rx.var() count = 0
}

class LateState extends State {
  static override scope: StateScope = 'shared'
}

export function Chat() {
  const chat = useReflex(ChatState)
  const present: number = chat.present
  // @ts-expect-error a hook is no event
  void chat.$joined({ id: '1', user: 1 })
  // @ts-expect-error vars of pages are read-only
  chat.present = 2
  const me: string = chat.me
  void me
  // @ts-expect-error the server's side of it
  void chat.$member
  void chat.say('Hello')
  const selected: number = useReflex(ChatState, (state) => state.present)
  const wizard: number = useReflex(WizardState).present
  const late: number = useReflex(LateState).present
  const plain = useReflex(PlainState)
  // @ts-expect-error a state of one tab has no room
  void plain.present
  // @ts-expect-error nor a member
  void plain.me
  return present + selected + wizard + late + plain.count
}

// @ts-expect-error the name of a room is a string or a number
export class NoRoomState extends State {
  static override room = () => ({ name: 'room' })
}

// @ts-expect-error there is no such scope
export class NoScopeState extends State {
  static override scope = 'everybody' as const
}
