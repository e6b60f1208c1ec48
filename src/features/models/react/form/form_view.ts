/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../../protocol/main.ts'
import { BINDING } from '../../../../client/main.ts'
import type { Binding } from '../../../../client/main.ts'
import type { PageState, StateClass } from '../../../../react/main.ts'
import type { FieldRules } from '../../crud/types.ts'

/** A `FieldRules` as pages have it, which nobody may change. */
export type ShownRules = {
  readonly [K in keyof Omit<FieldRules, 'fields' | 'choices'>]: FieldRules[K]
} & {
  readonly choices?: readonly (string | number)[]
  readonly fields?: Readonly<Record<string, ShownRules>>
}

/** By which the form of an item says where in the form it is: `lines[0]`. */
export const PATH: unique symbol = Symbol('reflex.path')

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
  /** What the ids of its elements begin with. */
  readonly id?: string
}

/** A form of a state, whichever of its events it calls: what a component gets that draws the fields. */
export type FormOf<C extends StateClass<unknown>> = Pick<
  PageState<C>,
  keyof PageState<C> & ('fields' | 'record' | 'findChoices')
> &
  Pick<FormView, 'errors' | 'input' | 'id'>

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
  /** The name of its element. */
  name: string
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
  const path = pathOf(form)
  const begin = id ?? form.id ?? bindingOf(form)?.id ?? 'form'
  return {
    name: path === '' ? name : `${path}.${name}`,
    rules: fields[name],
    value: input && Object.hasOwn(input, name) ? input[name] : values?.[name],
    error: errors[name],
    errorId: `${begin}-${path.replaceAll(/\W+/g, '-')}${name}-error`,
  }
}

/** Where in its form the form of an item is; empty for a whole one. */
export function pathOf(form: FormView): string {
  return (form as { [PATH]?: string })[PATH] ?? ''
}

/** The state behind what a page has of it. */
export function bindingOf(view: object): Binding | undefined {
  return (view as { [BINDING]?: Binding })[BINDING]
}
