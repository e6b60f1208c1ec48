/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ChangeEvent, CompositionEvent, FocusEvent } from 'react'
import { BINDING } from '../client/main.ts'
import type { Binding, Caller } from '../client/main.ts'
import type { JsonValue } from '../protocol/main.ts'

/** Milliseconds without a key until what was typed is sent. */
const TYPING_PAUSE = 150

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What a field can say. */
type FieldValue = string | number | boolean | null

/** An event that takes a value; what it returns is of no interest to a field. */
interface Setter<V> {
  (value: V): Promise<unknown>
  debounce(milliseconds: number): (value: V) => Promise<unknown>
}

/** The event that a var is set by: `setText` for `text`. */
export type SetterOf<K extends string> = `set${Capitalize<K>}`

/** Names of the vars of a state that a field can show and that an event named after them sets. */
export type BoundVar<S> = {
  [K in keyof S & string]: S[K] extends FieldValue
    ? SetterOf<K> extends keyof S
      ? S[SetterOf<K>] extends Setter<S[K]>
        ? // An event without a parameter fits wherever one is called with an argument
          S[SetterOf<K>] extends (form: FormData) => unknown
          ? never
          : K
        : never
      : never
    : never
}[keyof S & string]

/** Names of the vars of a state that a field can show. */
type ShownVar<S> = {
  [K in keyof S & string]: S[K] extends FieldValue ? K : never
}[keyof S & string]

/** How a field is bound. */
export interface BindOptions {
  /**
   * Milliseconds without a key after which the value is sent. Boxes and choices are sent at once.
   *
   * @default 150
   */
  debounce?: number
}

interface BoundProps {
  name: string
  onChange: (event: ChangeEvent<Field>) => void
  onBlur: (event: FocusEvent<Field>) => void
}

/** Props of a field that shows a var and sets it: a checkbox where the var is a boolean. */
export type BoundField<V> = BoundProps &
  ([V] extends [boolean]
    ? { checked: boolean }
    : {
        value: string | number
        onCompositionStart: () => void
        onCompositionEnd: (event: CompositionEvent<Field>) => void
      })

/**
 * Props of a field that shows a var and sets it by an event. What is entered shows at once and is
 * sent when the typing pauses, before any other event of the state; no answer of the server takes
 * the place of what was entered after it was asked.
 *
 * @param state - what `useReflex` gives
 * @param name - name of the var. The state has an event that sets it: `setText` for `text`
 * @param options.set - the event, where it is named otherwise
 * @param options.debounce - milliseconds without a key after which the value is sent
 *
 * @example
 * ```tsx
 * const note = useReflex(NoteState)
 * return <textarea {...bind(note, 'text')} />
 * ```
 */
export function bind<S extends object, K extends BoundVar<S>>(
  state: S,
  name: K,
  options?: BindOptions
): BoundField<S[K]>
export function bind<S extends object, K extends ShownVar<S>>(
  state: S,
  name: K,
  options: BindOptions & { set: Setter<S[K]> }
): BoundField<S[K]>
export function bind(
  state: object,
  name: string,
  { debounce = TYPING_PAUSE, set }: BindOptions & { set?: unknown } = {}
): BoundField<boolean> | BoundField<string> {
  const binding = (state as { [BINDING]?: Binding })[BINDING]
  if (!binding) {
    throw new TypeError(`Cannot bind "${name}": bind() takes what useReflex(State) gives`)
  }
  const vars = state as Record<string, JsonValue | undefined>
  const value = vars[name]
  const setter = (set ?? vars[`set${name[0].toUpperCase()}${name.slice(1)}`]) as Caller | undefined
  if (typeof setter !== 'function') {
    throw new TypeError(
      `Cannot bind "${name}" of ${binding.id}: it has no event "set${name[0].toUpperCase()}${name.slice(1)}". Add one, or name another with the option "set"`
    )
  }
  const { id, events, store } = binding
  const enter = (field: Field, isTyped: boolean) => {
    const entered = valueOf(field, typeof value)
    // Two texts may be one number
    const text = typeof entered === 'number' ? field.value : undefined
    if (entered === undefined) return void store.local.enter(id, name, undefined, field.value)
    const call = isTyped ? setter.debounce(debounce) : setter
    events.enter({ name, value: entered, text }, () => void call(entered))
  }
  const isComposing = (event: ChangeEvent<Field>) =>
    (event.nativeEvent as Partial<InputEvent>).isComposing === true

  const shared: BoundProps = {
    name,
    onChange(event) {
      const field = event.currentTarget
      // What an input method has not finished is for the field alone
      if (isComposing(event)) store.local.enter(id, name, field.value)
      else enter(field, isTypedInto(field))
    },
    onBlur() {
      events.flush(id)
      store.local.leave(id, name)
    },
  }
  if (typeof value === 'boolean') return { ...shared, checked: value }
  return {
    ...shared,
    value: binding.text(name) ?? (value as string | number | null | undefined) ?? '',
    onCompositionStart: () => store.local.compose(id, name, true),
    onCompositionEnd(event) {
      store.local.compose(id, name, false)
      enter(event.currentTarget, true)
    },
  }
}

function isTypedInto(field: Field): boolean {
  return field.tagName !== 'SELECT' && !/^(checkbox|radio)$/.test(field.type)
}

/** @returns undefined where what was typed is no number */
function valueOf(field: Field, type: string): JsonValue | undefined {
  if (type === 'boolean') return (field as HTMLInputElement).checked
  const isNumber = type === 'number' || /^(number|range)$/.test(field.type)
  if (!isNumber) return field.value
  if (field.value.trim() === '') return type === 'number' ? undefined : null
  const number = Number(field.value)
  return Number.isFinite(number) ? number : undefined
}
