/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ActionResult } from './actions.ts'
import { bindingOf } from './binding.ts'
import type { BridgeMode, ClassOf, RoomResolver, StateScope } from './contracts.ts'
import { E_EVENT_NOT_BACKGROUND, E_EVENT_UNKNOWN } from './exceptions.ts'
import type { Member } from './member.ts'
import { markBaseClass, recordMetadata } from './metadata.ts'

/** What is left of a value for the caller once its actions are performed. */
type WithoutActions<T> = T extends ActionResult ? undefined : T

/** A class that extends `State`. */
export type StateClass<S extends State = State> = ClassOf<S>

/**
 * Base class of all states. A state lives on the server, one for each browser tab; pages see its
 * base and computed vars and call its events.
 *
 * Names that begin with `$` are those of this class, so that events and vars may have all others but
 * `errors` and `present`.
 *
 * @example
 * ```ts
 * import { State, rx } from 'reflex-adonis'
 *
 * export default class CounterState extends State {
 *   @rx.var() count = 0
 *
 *   @rx.event() increment() {
 *     this.count++
 *   }
 * }
 * ```
 */
export abstract class State {
  /**
   * The id by which pages and frames name the class. The class' name by default; it must be
   * unique in the application.
   */
  static id?: string

  /**
   * How much of the application's kernel events of this state run through:
   *
   * - `full`: as a request to the page, with all middleware
   * - `auth`: the session, the initialization of auth, and the page's named middleware
   * - `none`: nothing; there is no request. For states that only hold what the page shows
   *
   * The default is `bridge.mode` of `config/reflex.ts`.
   */
  static bridge?: BridgeMode

  /**
   * Who has the state in common:
   *
   * - `tab`: nobody, each browser tab has its own
   * - `session`: the tabs of a browser session
   * - `shared`: all tabs of all users that are in the same room
   *
   * The default is `tab`. Write `as const`, so that pages know `present`.
   *
   * @example
   * ```ts
   * export default class ChatState extends AppState {
   *   static override scope = 'shared' as const
   *   static override room = (ctx: HttpContext) => ctx.params.room
   * }
   * ```
   */
  static scope?: StateScope

  /**
   * Names the room of a `shared` state, on the server, each time that a page is let in. Without it
   * there is one room for all. What it throws keeps the visitor out.
   */
  static room?: RoomResolver

  /**
   * Validation errors of the last event of this state: the first message by field.
   */
  errors: Partial<Record<string, string>> = {}

  /**
   * How many tabs with a connection are in the room of the state; 1 for a state of one tab.
   */
  get present(): number {
    return 1
  }

  /**
   * The tab of the running event, as the others in its rooms know it: the member that `$joined` and
   * `$left` were called with. Pages have its id as `me`.
   *
   * @example
   * ```ts
   * @rx.event() type() {
   *   this.typing.push(this.$member.id)
   * }
   * ```
   */
  get $member(): Member {
    return bindingOf(this).scope.member
  }

  /**
   * Another state of the same tab, to read and to change within the same event. One with a room is
   * held from then on until the event is over: no other tab changes it meanwhile.
   *
   * @throws E_STATE_UNKNOWN when no state file exports the class; E_ROOM_BUSY when its room was
   *   not free in time
   */
  async $get<S extends State>(state: StateClass<S>): Promise<S> {
    return bindingOf(this).scope.get(state)
  }

  /**
   * Sends what has changed so far to the browser. It stays when the handler fails later.
   */
  $flush(): Promise<void> {
    return unheeded(bindingOf(this).scope.flush())
  }

  /**
   * Changes states from a background event, in a turn of the tab's queue: a transaction of its own,
   * with a request of its own to the page that has called the event. Inside of it, `this.ctx`,
   * `this.session` and all that comes with them are those of that request. What it has changed is
   * stored and on its way to the browser when the promise resolves. In any other event, and within
   * another update, the code just runs.
   *
   * @param callback - changes the vars. Actions that it returns are performed
   * @returns what the callback returned, when it was no action
   * @throws whatever the callback throws, which drops its changes; what the page's middleware throws;
   *   E_UPDATE_REFUSED when they lead elsewhere; E_EVENT_CANCELLED, once, in an event that was
   *   cancelled and has not heard of it by its signal
   *
   * @example
   * ```ts
   * @rx.event({ background: true }) async count(to: number) {
   *   for (let number = 1; number <= to; number++) {
   *     await this.$update(() => {
   *       this.progress = number
   *     })
   *   }
   * }
   * ```
   */
  $update<T>(callback: () => T): Promise<WithoutActions<Awaited<T>>> {
    return unheeded(bindingOf(this).scope.update(callback)) as Promise<WithoutActions<Awaited<T>>>
  }

  /**
   * Aborted when the running background event is to end. In other events it never is.
   */
  get $signal(): AbortSignal {
    return bindingOf(this).scope.signal
  }

  /**
   * Asks the background events of this tab that run under a name to end: their `$signal` is aborted.
   * Where nothing listens to it, their next `$update` rejects with E_EVENT_CANCELLED, once.
   *
   * @param event - name of a background event of this state
   * @throws E_EVENT_UNKNOWN when the state has no such event; E_EVENT_NOT_BACKGROUND
   */
  $cancel<K extends string>(
    this: State & Record<K, (...args: never[]) => unknown>,
    event: K
  ): void {
    const { definition, scope } = bindingOf(this)
    const known = definition.events.get(event)
    if (!known) throw new E_EVENT_UNKNOWN([event, definition.id])
    if (!known.background) throw new E_EVENT_NOT_BACKGROUND([event, definition.id])
    scope.cancel(definition.id, event)
  }

  /**
   * Runs for each background event that was lost with the process that ran it, when another process
   * takes up the tab. It has no request. Override it to set right what the event has left behind.
   *
   * @param _event - name of the event
   * @returns actions, or nothing
   */
  $interrupted(_event: string): unknown {
    return undefined
  }

  /**
   * Runs when the browser has told what it has stored for `@rx.localStorage()` and
   * `@rx.sessionStorage()`, and the vars have it: soon after the page's `onLoad`, and when another tab
   * has stored something else. A browser that has stored nothing tells nothing. It is a part of that
   * event, with its request. Override it for what depends on them.
   *
   * @returns actions, or nothing
   */
  $stored(): unknown {
    return undefined
  }

  /**
   * Another state of the same tab, to read it in a computed var, which is computed again when what it
   * has read there has changed.
   *
   * @throws E_STATE_UNKNOWN when no state file exports the class; TypeError outside of a computed var
   */
  $peek<S extends State>(state: StateClass<S>): Readonly<S> {
    return bindingOf(this).scope.glance(state)
  }

  /**
   * Sets vars back to their initial values.
   *
   * @param names - names of base and backend vars; all when left out
   */
  $reset(...names: (keyof this & string)[]): void {
    const { definition, scope } = bindingOf(this)
    const initial = { ...definition.createVars(), ...definition.createOwnVars() }
    for (const name of names.length ? names : Object.keys(initial)) {
      if (!(name in initial) || definition.isSupplied(name)) continue
      if (definition.inRoom && name === 'present') continue
      scope.write(definition.treeKey(name), name, initial[name])
    }
  }
}

recordMetadata(State).vars.add('errors')
markBaseClass(State)

/** Whether something is a state class. */
export function isStateClass(value: unknown): value is StateClass {
  return typeof value === 'function' && value.prototype instanceof State
}

/**
 * A promise that may reject without anybody waiting for it: a browser that goes away cancels, and
 * must not end the process of a handler that has forgotten to wait.
 */
function unheeded<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
