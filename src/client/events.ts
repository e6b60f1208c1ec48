/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import { isDomEvent, isForm, prepareArguments } from './arguments.ts'
import type { PreparedArguments } from './arguments.ts'
import type { Environment } from './environment.ts'
import type { CalledFile } from './form.ts'
import { HeldCalls } from './held_calls.ts'
import { withPlainForm } from './plain_form.ts'
import { IS_SERVER } from './platform.ts'
import { calledInRender, ReflexError } from './errors.ts'
import type { Entry } from './local_values.ts'
import { debounced, throttled } from './pace.ts'
import type { Run } from './pace.ts'

export interface CallOptions {
  /** Dropped, with an undefined result, when there is no connection. */
  temporal?: boolean
  /**
   * The fields of the form that calls. The promise does not reject: React would unmount a page whose
   * form action does.
   */
  form?: FormData
  /** Which argument they are, from 1. */
  position?: number
  /** The files that it calls with. */
  files?: CalledFile[]
  /** The form may call again with the same fields before that is over. */
  repeatable?: boolean
  /** What tells the form from others with the event. */
  key?: string
  /** Its validation has failed, which its promise does not tell. */
  refused?: (errors: Record<string, string>) => void
}

/** An event of a state as a function, without its types. */
export interface Caller {
  (...args: unknown[]): Promise<JsonValue | undefined>
  debounce(milliseconds: number): Caller
  throttle(milliseconds: number): Caller
  readonly temporal: Caller
  readonly repeatable: Caller
  readonly preventDefault: Caller
  readonly stopPropagation: Caller
}

/** Under which a caller has what a form needs of its event. */
const FORM = Symbol('form')

/** What a form needs of its event. */
export interface FormEvent {
  state: string
  name: string
  /** Calls the event, and hears why it was refused. */
  call: (
    refused: (errors: Record<string, string>) => void,
    form: FormData,
    key: string
  ) => Promise<JsonValue | undefined>
  /** Makes a function the action of a form that works without a script. */
  describe: (action: (form: FormData) => unknown, key: string) => void
}

/** What a form needs of the event that it calls. */
export function ofForm(caller: (form: FormData) => Promise<unknown>): FormEvent {
  return (caller as unknown as { [FORM]: FormEvent })[FORM]
}

/** What a field says of the var that it is bound to. */
export interface FieldEntry {
  name: string
  value: JsonValue
  /** Where that is not the value as text. */
  text?: string
  /** Hears why the validation of what it says has failed. */
  refused?: (errors: Record<string, string>) => void
}

/** Who sends the calls. */
export interface EventTarget {
  call(
    state: string,
    event: string,
    args: JsonValue[],
    options: CallOptions
  ): Promise<JsonValue | undefined>
  /**
   * A call is made, which may be sent later. Where it is what a field says, the page shows that at
   * once, until the call is over.
   */
  calling?(
    state: string,
    event: string,
    args: readonly JsonValue[],
    field: FieldEntry | undefined
  ): Entry | undefined
  /** Whether an event takes files. */
  takesFiles?(state: string, event: string): boolean
  /** A call that cannot be sent. */
  fail(
    error: ReflexError,
    call: { state: string; event: string },
    options: CallOptions
  ): Promise<undefined>
}

type CallerEnvironment = Pick<Environment, 'setTimeout' | 'clearTimeout' | 'forms' | 'isRendering'>

interface Modifiers {
  debounce?: number
  throttle?: number
  temporal?: boolean
  repeatable?: boolean
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
  #held = new HeldCalls()
  /** What the field says that makes a call at this moment. */
  #field: FieldEntry | undefined

  constructor(target: EventTarget, environment: CallerEnvironment) {
    this.#target = target
    this.#environment = environment
  }

  caller(state: string, event: string): Caller {
    return this.#caller(state, event, {})
  }

  /**
   * Sends what debounces hold back.
   *
   * @param state - id of the state whose calls are sent; those of all without one
   */
  flush(state?: string): void {
    this.#held.flush(state)
  }

  /** Makes a call of what a field says of a var: the page shows it at once. */
  callFor(field: FieldEntry, call: () => void): void {
    this.#field = field
    try {
      call()
    } finally {
      this.#field = undefined
    }
  }

  #caller(state: string, event: string, modifiers: Modifiers): Caller {
    const { debounce, throttle, temporal, repeatable } = modifiers
    const { preventDefault, stopPropagation } = modifiers
    const key = [
      ...[state, event, debounce, throttle, temporal, repeatable],
      ...[preventDefault, stopPropagation],
    ].join()
    let caller = this.#callers.get(key)
    if (!caller) this.#callers.set(key, (caller = this.#create(state, event, modifiers)))
    return caller
  }

  #create(state: string, event: string, modifiers: Modifiers): Caller {
    const { temporal, repeatable } = modifiers
    let run: Run = ({ args, form, files, position, refused, key }) => {
      // What is held back has found those before it already
      if (modifiers.debounce === undefined) this.#held.flush(state)
      const options = { temporal, repeatable, form, files, position, refused, key }
      return this.#target.call(state, event, args, options)
    }
    if (modifiers.throttle !== undefined) {
      run = throttled(run, modifiers.throttle, this.#environment)
    }
    if (modifiers.debounce !== undefined) {
      run = debounced(run, modifiers.debounce, this.#environment, this.#held, state)
    }

    const takesFiles = () => this.#target.takesFiles?.(state, event) === true
    type Refused = CallOptions['refused']
    const dispatch = (heard: Refused, key: string | undefined, ...args: unknown[]) => {
      if (this.#environment.isRendering?.()) throw calledInRender(state, event)
      const domEvent = args.find(isDomEvent)
      if (modifiers.preventDefault) domEvent?.preventDefault()
      if (modifiers.stopPropagation) domEvent?.stopPropagation()
      let prepared: PreparedArguments
      try {
        prepared = { ...prepareArguments(args, takesFiles()), key }
      } catch (error) {
        if (!(error instanceof ReflexError)) throw error
        const form = args.find(isForm)
        return this.#target.fail(error, { state, event }, { form })
      }
      const field = this.#field
      const entry = this.#target.calling?.(state, event, prepared.args, field)
      if (!entry) return run({ ...prepared, refused: heard })
      return entry.track((keep) => {
        const refused = (errors: Record<string, string>) => {
          keep()
          field?.refused?.(errors)
          heard?.(errors)
        }
        return run({ ...prepared, refused })
      })
    }
    const call = (...args: unknown[]) => dispatch(undefined, undefined, ...args)

    const modified = (change: Modifiers) => this.#caller(state, event, { ...modifiers, ...change })
    const flag = (name: 'temporal' | 'repeatable' | 'preventDefault' | 'stopPropagation') => ({
      get: () => modified({ [name]: true }),
    })
    const { forms } = this.#environment
    if (IS_SERVER && forms) withPlainForm(call, state, event, forms, { takesFiles: takesFiles() })
    const formEvent: FormEvent = {
      state,
      name: event,
      call: (refused, form, key) => dispatch(refused, key, form),
      describe: (action, key) => {
        if (!IS_SERVER || !forms) return
        withPlainForm(action, state, event, forms, { key, takesFiles: takesFiles() })
      },
    }
    return Object.defineProperties(call, {
      [FORM]: { value: formEvent },
      debounce: { value: (milliseconds: number) => modified({ debounce: milliseconds }) },
      throttle: { value: (milliseconds: number) => modified({ throttle: milliseconds }) },
      temporal: flag('temporal'),
      repeatable: flag('repeatable'),
      preventDefault: flag('preventDefault'),
      stopPropagation: flag('stopPropagation'),
    }) as unknown as Caller
  }
}
