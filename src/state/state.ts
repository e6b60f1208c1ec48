/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { bindingOf } from './binding.ts'
import type { BridgeMode, StateClass } from './definition.ts'
import { markBaseClass, recordMetadata } from './metadata.ts'

/**
 * Base class of all states. A state lives on the server, one for each browser tab; pages see its
 * base and computed vars and call its events.
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
   * Validation errors of the last event of this state: the first message by field.
   */
  errors: Partial<Record<string, string>> = {}

  /**
   * Another state of the same tab, to read and to change within the same event.
   *
   * @throws E_STATE_UNKNOWN when no state file exports the class
   */
  async get<S extends State>(state: StateClass<S>): Promise<S> {
    return bindingOf(this).scope.state(state)
  }

  /**
   * Sends what has changed so far to the browser. It stays when the handler fails later.
   */
  async flush(): Promise<void> {
    await bindingOf(this).scope.flush()
  }

  /**
   * Sets vars back to their initial values.
   *
   * @param names - names of base and backend vars; all when left out
   */
  reset(...names: (keyof this & string)[]): void {
    const { definition, scope } = bindingOf(this)
    const initial = definition.createVars()
    for (const name of names.length ? names : Object.keys(initial)) {
      if (name in initial) scope.write(definition.id, name, initial[name])
    }
  }
}

recordMetadata(State).vars.add('errors')
markBaseClass(State)

/** Whether something is a state class. */
export function isStateClass(value: unknown): value is StateClass {
  return typeof value === 'function' && value.prototype instanceof State
}
