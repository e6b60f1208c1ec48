/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue, RefusedForm } from '../protocol/main.ts'
import { ofForm } from './events.ts'

/** What one form knows of its own submissions. */
export interface FormSnapshot {
  /** Why its last submission was refused: the first message by field. */
  readonly errors: Readonly<Record<string, string>>
  /** One is under way. */
  readonly pending: boolean
  /** What the last event that was not refused has returned. */
  readonly result: JsonValue | undefined
  /** What was entered into it when it was posted without a script and refused. */
  readonly input: Readonly<Record<string, JsonValue>>
}

/** By which a field that is bound to a var gets from a form of the page to what is known of it. */
export const FORM_RECORD: unique symbol = Symbol('reflex.formRecord')

const NOTHING = Object.freeze({})

/**
 * One form on a page, of the many whose action may be the same event.
 */
export class FormRecord {
  /** The action of the form. */
  readonly action: (form: FormData) => Promise<void>
  #snapshot: FormSnapshot
  #listeners = new Set<() => void>()
  #underWay = 0
  #last = 0
  /** How often each field has told the server what it says, by an event of its own. */
  #entered = new Map<string, number>()

  /**
   * @param event - the event, as a page calls it
   * @param key - what tells the form from others with this event
   * @param refused - the form that was posted without a script and refused, if any
   * @param input - what was entered into that
   */
  constructor(
    event: (form: FormData) => Promise<unknown>,
    key: string,
    refused: RefusedForm | undefined,
    input: Record<string, JsonValue> = NOTHING
  ) {
    const { state, name, call, describe } = ofForm(event)
    const isRefused = refused?.s === state && refused.e === name && (refused.k ?? '') === key
    this.#snapshot = {
      errors: isRefused ? refused.x : NOTHING,
      pending: false,
      result: undefined,
      input: isRefused ? input : NOTHING,
    }
    this.action = (form) => this.#submit((hear) => call(hear, form, key))
    describe(this.action, key)
  }

  /** The same object until something changes. */
  readonly snapshot = (): FormSnapshot => this.#snapshot

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * A field tells the server what it says, by an event of its own.
   *
   * @param name - name of the field
   * @returns is to be called with why that was refused; without anything when it was taken
   */
  fieldSent(name: string): (error?: string) => void {
    const count = (this.#entered.get(name) ?? 0) + 1
    this.#entered.set(name, count)
    return (error) => {
      // What it said later has its own say
      if (this.#entered.get(name) !== count || this.#snapshot.errors[name] === error) return
      const errors = { ...this.#snapshot.errors }
      if (error === undefined) delete errors[name]
      else errors[name] = error
      this.#change({ errors })
    }
  }

  async #submit(
    call: (refused: (errors: Record<string, string>) => void) => Promise<JsonValue | undefined>
  ): Promise<void> {
    const number = ++this.#last
    this.#underWay++
    this.#change({ pending: true })
    let errors: Readonly<Record<string, string>> = NOTHING
    const result = await call((refused) => (errors = refused))
    const pending = --this.#underWay > 0
    // What an earlier submission has to say is of no interest any more
    if (number < this.#last) this.#change({ pending })
    else if (errors === NOTHING) this.#change({ pending, errors, result })
    else this.#change({ pending, errors })
  }

  #change(change: Partial<FormSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of [...this.#listeners]) listener()
  }
}
