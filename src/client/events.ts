/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import { isDomEvent, isForm, prepareArguments } from './arguments.ts'
import type { PreparedArguments } from './arguments.ts'
import type { Environment } from './environment.ts'
import { withPlainForm } from './plain_form.ts'
import { IS_SERVER } from './platform.ts'
import { ReflexError } from './errors.ts'
import { debounced, throttled } from './pace.ts'
import type { Run } from './pace.ts'

export interface CallOptions {
  /** Dropped, with an undefined result, when there is no connection. */
  temporal?: boolean
  /** The promise does not reject: React would unmount a page whose form action does. */
  form?: boolean
}

/** An event of a state as a function, without its types. */
export interface Caller {
  (...args: unknown[]): Promise<JsonValue | undefined>
  debounce(milliseconds: number): Caller
  throttle(milliseconds: number): Caller
  readonly temporal: Caller
  readonly preventDefault: Caller
  readonly stopPropagation: Caller
}

/** Who sends the calls. */
export interface EventTarget {
  call(
    state: string,
    event: string,
    args: JsonValue[],
    options: CallOptions
  ): Promise<JsonValue | undefined>
  /** A call that cannot be sent. */
  fail(
    error: ReflexError,
    call: { state: string; event: string },
    options: CallOptions
  ): Promise<undefined>
}

type CallerEnvironment = Pick<Environment, 'setTimeout' | 'clearTimeout' | 'forms'>

interface Modifiers {
  debounce?: number
  throttle?: number
  temporal?: boolean
  preventDefault?: boolean
  stopPropagation?: boolean
}

/**
 * The functions by which pages call events. The same event with the same modifiers is the same
 * function, so it may be made in every render.
 */
export class EventCallers {
  #target: EventTarget
  #environment: CallerEnvironment
  #callers = new Map<string, Caller>()
  /** Runs what a debounce holds back. */
  #held = new Set<() => void>()

  constructor(target: EventTarget, environment: CallerEnvironment) {
    this.#target = target
    this.#environment = environment
  }

  caller(state: string, event: string): Caller {
    return this.#caller(state, event, {})
  }

  /** Sends what debounces hold back, before the page that it belongs to goes away. */
  flush(): void {
    for (const run of [...this.#held]) run()
  }

  #caller(state: string, event: string, modifiers: Modifiers): Caller {
    const { debounce, throttle, temporal, preventDefault, stopPropagation } = modifiers
    const key = [state, event, debounce, throttle, temporal, preventDefault, stopPropagation].join()
    let caller = this.#callers.get(key)
    if (!caller) this.#callers.set(key, (caller = this.#create(state, event, modifiers)))
    return caller
  }

  #create(state: string, event: string, modifiers: Modifiers): Caller {
    const { temporal } = modifiers
    let run: Run = ({ args, form }) => this.#target.call(state, event, args, { temporal, form })
    if (modifiers.throttle !== undefined) {
      run = throttled(run, modifiers.throttle, this.#environment)
    }
    if (modifiers.debounce !== undefined) {
      run = debounced(run, modifiers.debounce, this.#environment, this.#held)
    }

    const call = (...args: unknown[]) => {
      const domEvent = args.find(isDomEvent)
      if (modifiers.preventDefault) domEvent?.preventDefault()
      if (modifiers.stopPropagation) domEvent?.stopPropagation()
      let prepared: PreparedArguments
      try {
        prepared = prepareArguments(args)
      } catch (error) {
        if (!(error instanceof ReflexError)) throw error
        const form = args.some(isForm)
        return this.#target.fail(error, { state, event }, { form })
      }
      return run(prepared)
    }

    const modified = (change: Modifiers) => this.#caller(state, event, { ...modifiers, ...change })
    const flag = (name: 'temporal' | 'preventDefault' | 'stopPropagation') => ({
      get: () => modified({ [name]: true }),
    })
    const { forms } = this.#environment
    if (IS_SERVER && forms) withPlainForm(call, state, event, forms)
    return Object.defineProperties(call, {
      debounce: { value: (milliseconds: number) => modified({ debounce: milliseconds }) },
      throttle: { value: (milliseconds: number) => modified({ throttle: milliseconds }) },
      temporal: flag('temporal'),
      preventDefault: flag('preventDefault'),
      stopPropagation: flag('stopPropagation'),
    }) as unknown as Caller
  }
}
