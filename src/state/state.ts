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
 * Base class of all states. A state lives on the server, with one instance for each browser tab.
 * Pages see its base and computed vars and call its events.
 *
 * Names that begin with `$` are reserved for this class, so events and vars can have all other
 * names except `errors` and `present`.
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
   * The id by which pages and frames refer to the class. By default, it is the name of the class.
   * It must be unique in the application.
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
   * Who shares the state:
   *
   * - `tab`: nobody; each browser tab has its own
   * - `session`: the tabs of a browser session
   * - `shared`: all tabs of all users that are in the same room
   *
   * The default is `tab`. Write `as const`, so that TypeScript knows `present` on pages.
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
   * Returns the name of the room of a `shared` state. It runs on the server, each time that a tab
   * is admitted to a page. Without it, there is one room for everybody. If it throws, the visitor
   * is kept out.
   */
  static room?: RoomResolver

  /**
   * Validation errors of the last event of this state: the first message by field.
   */
  errors: Partial<Record<string, string>> = {}

  /** The number of tabs with a connection in the room of the state; 1 for a state of one tab. */
  get present(): number {
    return 1
  }

  /**
   * The tab of the running event as a member of its rooms, with which `$joined` and `$left` are
   * called. Pages have its id as `me`.
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
   * Returns another state of the same tab, to read and change it within the same event. A state
   * with a room is held until the event is over, so no other tab changes it meanwhile.
   *
   * @throws E_STATE_UNKNOWN when no state file exports the class; E_ROOM_BUSY when its room is not
   *   free in time
   */
  async $get<S extends State>(state: StateClass<S>): Promise<S> {
    return bindingOf(this).scope.get(state)
  }

  /**
   * Sends what has changed so far to the browser. These changes stay even if the handler fails
   * later.
   */
  $flush(): Promise<void> {
    return unheeded(bindingOf(this).scope.flush())
  }

  /**
   * Changes states from a background event. The callback runs in its own turn of the tab's queue,
   * in its own transaction, and in a request to the page that called the event. Inside it,
   * `this.ctx`, `this.session` and related members belong to that request. When the promise
   * resolves, the changes are stored and on their way to the browser. In any other event, and
   * inside another update, the callback simply runs.
   *
   * @param callback - changes the vars. The browser performs actions that it returns
   * @returns what the callback returns, unless it is an action
   * @throws whatever the callback throws, which drops its changes; what the page's middleware
   *   throws; E_UPDATE_REFUSED when it redirects or answers with an error; E_EVENT_CANCELLED, once,
   *   in a cancelled event that has not learned of it through its signal
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

  /** Aborted when the running background event should end. In other events, it is never aborted. */
  get $signal(): AbortSignal {
    return bindingOf(this).scope.signal
  }

  /**
   * Cancels the running background events of this tab with a name: their `$signal` is aborted. If
   * nothing listens to it, their next `$update` rejects with E_EVENT_CANCELLED, once.
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
   * Runs for each background event that was lost with its process, when another process takes over
   * the tab. It has no request. Override it to repair what the event left behind.
   *
   * @param _event - name of the event
   * @returns actions, or nothing
   */
  $interrupted(_event: string): unknown {
    return undefined
  }

  /**
   * Runs once the vars with `@rx.localStorage()` and `@rx.sessionStorage()` have the values that
   * the browser has stored: soon after the page's `onLoad`, and again when another tab stores
   * something else. It does not run if the browser has stored nothing. It is part of an event, with
   * its request. Override it to compute what depends on these vars.
   *
   * @returns actions, or nothing
   */
  $stored(): unknown {
    return undefined
  }

  /**
   * Returns another state of the same tab for a computed var, which is recomputed when the values
   * that it has read there change.
   *
   * @throws E_STATE_UNKNOWN when no state file exports the class; TypeError outside of a computed
   *   var
   */
  $peek<S extends State>(state: StateClass<S>): Readonly<S> {
    return bindingOf(this).scope.glance(state)
  }

  /**
   * Resets vars to their initial values.
   *
   * @param names - names of base and backend vars; all if omitted
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
