/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import type { StateRecord } from './state_record.ts'

/** What a page shows of a var before the server has it. */
interface LocalValue {
  /** Undefined while what was entered makes no value: the var stays what it is. */
  value: JsonValue | undefined
  /** What the field says, where that is not its value as text. */
  text: string | undefined
  /** How often it was entered. */
  version: number
  /** Calls that tell the server and are not over. */
  waiting: number
  /** The server has refused it, or has not been told: it stays until the var changes. */
  isKept: boolean
  /** An input method composes it. */
  isComposed: boolean
}

/** A local value on its way to the server. */
export interface Entry {
  /**
   * Calls the event that tells it.
   *
   * @param call - gets what hears that the validation has failed
   */
  track<T>(call: (refused: () => void) => Promise<T>): Promise<T>
}

/**
 * Values that were entered into fields. While a call that tells one of them is under way, they
 * stand in front of what the server says: that is older.
 */
export class LocalValues {
  #values = new Map<string, Map<string, LocalValue>>()
  #told: (state: string, name: string) => JsonValue | undefined
  #changed: (state: string) => void

  /**
   * @param told - what the server has told of a var
   * @param changed - hears of each state whose values are others
   */
  constructor(
    told: (state: string, name: string) => JsonValue | undefined,
    changed: (state: string) => void
  ) {
    this.#told = told
    this.#changed = changed
  }

  /**
   * Shows a value at once.
   *
   * @param value - undefined where what was entered makes none
   * @param text - what the field says
   */
  show(state: string, name: string, value: JsonValue | undefined, text?: string): Entry {
    const local = this.#local(state, name)
    local.value = value
    local.text = text
    local.isKept = true
    const version = ++local.version
    this.#changed(state)
    return {
      track: (call) => {
        local.waiting++
        local.isKept = false
        let isRefused = false
        const outcome = call(() => (isRefused = true))
        const over = () => {
          local.waiting--
          // What was entered later has its own say
          if (local.version === version)
            local.isKept = isRefused || this.#isText(state, name, local)
          this.#dropIfOver(state, name, local)
        }
        outcome.then(over, over)
        return outcome
      },
    }
  }

  /** An input method begins to compose what a field says, or has ended. */
  compose(state: string, name: string, isComposed: boolean): void {
    const local = this.#local(state, name)
    local.isComposed = isComposed
    this.#dropIfOver(state, name, local)
  }

  /** A field is left: it says what its var is from now on, also where that was written otherwise. */
  leave(state: string, name: string): void {
    const local = this.#values.get(state)?.get(name)
    if (local?.text === undefined) return
    const isTold = local.waiting === 0 && this.#isText(state, name, local)
    local.text = undefined
    if (isTold || local.value === undefined) this.#drop(state, name)
    else this.#changed(state)
  }

  /** The server has changed vars: what it has refused before is of no interest any more. */
  supersede(state: string, before: StateRecord['vars'], after: StateRecord['vars']): void {
    for (const [name, { waiting, isKept, isComposed }] of [...(this.#values.get(state) ?? [])]) {
      if (!isKept || waiting > 0 || isComposed || before[name] === after[name]) continue
      this.#values.get(state)!.delete(name)
    }
  }

  /** The state is gone from the page. */
  forget(state: string): void {
    this.#values.delete(state)
  }

  /** The state with its local values. The same record where it has none. */
  over(state: string, record: StateRecord): StateRecord {
    const values = this.#values.get(state)
    if (!values || values.size === 0) return record
    const vars: Record<string, JsonValue> = { ...record.vars }
    const texts: Record<string, string> = {}
    for (const [name, { value, text }] of values) {
      if (value !== undefined) vars[name] = value
      if (text !== undefined) texts[name] = text
    }
    return { ...record, vars, texts }
  }

  #local(state: string, name: string): LocalValue {
    let values = this.#values.get(state)
    if (!values) this.#values.set(state, (values = new Map()))
    let local = values.get(name)
    if (!local) {
      local = {
        value: undefined,
        text: undefined,
        version: 0,
        waiting: 0,
        isKept: false,
        isComposed: false,
      }
      values.set(name, local)
    }
    return local
  }

  /** Whether a field says in its own way what the var is: `1.0` is left alone while one types. */
  #isText(state: string, name: string, { value, text }: LocalValue): boolean {
    return text !== undefined && this.#told(state, name) === value
  }

  #dropIfOver(state: string, name: string, local: LocalValue): void {
    if (local.waiting > 0 || local.isKept || local.isComposed) return
    if (this.#values.get(state)?.get(name) === local) this.#drop(state, name)
  }

  #drop(state: string, name: string): void {
    this.#values.get(state)?.delete(name)
    this.#changed(state)
  }
}
