/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../../protocol/main.ts'
import { BINDING } from '../../../../client/main.ts'
import type { Binding } from '../../../../client/main.ts'
import type { FieldRules } from '../../crud/types.ts'

/** A `FieldRules` as pages have it, which nobody may change. */
export type ShownRules = { readonly [K in keyof FieldRules]: Shown<FieldRules[K]> }

type Shown<V> = V extends readonly (infer Item)[] ? readonly Item[] : V

/** A state with a form: what `useReflex` gives for a `modelState()`, or what `useLiveValidation` gives. */
export interface FormView {
  /** What the fields of the form may hold. */
  readonly fields: Readonly<Record<string, ShownRules>>
  /** The row that is open. */
  readonly record: { readonly values: object } | null
  /** What is wrong with them. */
  readonly errors: Readonly<Partial<Record<string, string>>>
  /** What was entered when the form was posted without a script and refused. */
  readonly input?: Readonly<Partial<Record<string, JsonValue>>>
}

/** Names of the fields of a form. */
export type FieldOf<F extends FormView> = keyof F['fields'] & string

/** What tells the elements of a form from those of another. */
export interface FieldOptions {
  /**
   * What the ids of elements begin with, where a page has two forms of one state.
   *
   * @default the name of the state
   */
  id?: string
}

/** What is known of a field when it is drawn. */
export interface FieldView {
  rules: ShownRules | undefined
  /** What it shows at first. */
  value: unknown
  error: string | undefined
  errorId: string
}

/** Reads what is known of a field. */
export function fieldView(form: FormView, name: string, { id }: FieldOptions = {}): FieldView {
  const { fields, record, errors, input } = form
  const values = record?.values as Record<string, unknown> | undefined
  return {
    rules: fields[name],
    value: input && Object.hasOwn(input, name) ? input[name] : values?.[name],
    error: errors[name],
    errorId: `${id ?? bindingOf(form)?.id ?? 'form'}-${name}-error`,
  }
}

/** The state behind what a page has of it. */
export function bindingOf(view: object): Binding | undefined {
  return (view as { [BINDING]?: Binding })[BINDING]
}
