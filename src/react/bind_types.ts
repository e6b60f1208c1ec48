/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ChangeEvent, CompositionEvent, FocusEvent } from 'react'

/** An element by which a user sets a var. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What a field can say: a text, a number, a box, or what is chosen of a list. */
type FieldValue = string | number | boolean | null | readonly (string | number)[]

/** An event that takes a value; what it returns is of no interest to a field. */
export interface Setter<V> {
  (value: V): Promise<unknown>
  debounce(milliseconds: number): (value: V) => Promise<unknown>
}

/** The event that a var is set by: `setText` for `text`. */
export type SetterOf<K extends string> = `set${Capitalize<K>}`

/** Names of the vars of a state that a field can show. */
export type ShownVar<S> = {
  [K in keyof S & string]: S[K] extends FieldValue ? K : never
}[keyof S & string]

/** Names of the vars of a state that an event named after them sets, and what to. */
type SetVar<S, Entered extends { [K in keyof S]: unknown }> = {
  [K in ShownVar<S>]: SetterOf<K> extends keyof S
    ? S[SetterOf<K>] extends Setter<Entered[K]>
      ? // An event without a parameter fits wherever one is called with an argument
        S[SetterOf<K>] extends (form: FormData) => unknown
        ? never
        : K
      : never
    : never
}[ShownVar<S>]

/** Names of the vars of a state that a field can show and that an event named after them sets. */
export type BoundVar<S> = SetVar<S, S>

/** Names of the vars of a state that a group of fields can show and that such an event sets. */
export type GroupVar<S> = SetVar<S, { [K in keyof S]: Chosen<S[K]> }>

/**
 * Names, of those, of the vars that one field shows as a whole. What is chosen of a list comes from a
 * browser as text, so a list of numbers is for boxes with an `option` each.
 */
export type WholeVar<S, K extends keyof S> = K extends unknown
  ? S[K] extends readonly unknown[]
    ? S[K] extends readonly string[]
      ? K
      : never
    : K
  : never

/** What a radio button or a box of a group may stand for. */
export type Choice<V> = V extends readonly (infer Item)[] ? Item : Exclude<V, null>

/** What a group of fields sets a var to: none of them stands for nothing. */
export type Chosen<V> = V extends readonly unknown[] ? V : Exclude<V, null>

/** A form as `useForm` gives it, with a field of this name. */
export interface FormOfField<K extends string> {
  readonly errors: { readonly [P in K]?: string }
}

/** How a field is bound. */
export interface BindOptions<K extends string = string> {
  /**
   * Milliseconds without a key press after which the value is sent. Checkboxes, radio buttons and
   * selects send immediately.
   *
   * @default 150
   */
  debounce?: number
  /**
   * The form that the field is part of, as returned by `useForm`. Its `errors` say why the field
   * was rejected, until the field sends an accepted value.
   */
  form?: FormOfField<K>
}

/** What all bound fields have. */
export interface BoundProps {
  'name': string
  'onChange': (event: ChangeEvent<Field>) => void
  'onBlur': (event: FocusEvent<Field>) => void
  /** Whether the form has an error for the field. Undefined without the option `form`. */
  'aria-invalid'?: boolean
}

/** Props of a radio button, or of a box of a group. */
export interface BoundChoice extends BoundProps {
  value: string | number
  checked: boolean
}

/** Props of a checkbox. */
export interface BoundBox extends BoundProps {
  checked: boolean
}

/** Props of a field that is typed into, or of a list of choices. */
export interface BoundText extends BoundProps {
  value: string | number
  onCompositionStart: () => void
  onCompositionEnd: (event: CompositionEvent<Field>) => void
}

/** Props of a `<select multiple>`. */
export interface BoundList extends BoundProps {
  value: readonly string[]
}

/** Props of a field that shows a whole var and sets it. */
export type BoundField<V> = [V] extends [boolean]
  ? BoundBox
  : [V] extends [readonly unknown[]]
    ? BoundList
    : BoundText
