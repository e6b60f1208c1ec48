/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { fieldView } from './form_view.ts'
import type { FieldOf, FieldOptions, FieldView, FormView, ShownRules } from './form_view.ts'

/** What all fields have. */
interface SharedProps {
  'name': string
  'required'?: boolean
  /** True when there is something wrong with it. */
  'aria-invalid'?: true
  /** Id of the element that says what. */
  'aria-describedby'?: string
}

/** Props of an `<input>`. */
export interface InputProps extends SharedProps {
  type: 'text' | 'number' | 'checkbox' | 'email' | 'url' | 'date' | 'datetime-local'
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
  step?: number | 'any'
  pattern?: string
  defaultValue?: string
  defaultChecked?: boolean
}

/** Props of a `<textarea>`. */
export interface TextareaProps extends SharedProps {
  minLength?: number
  maxLength?: number
  defaultValue?: string
}

/** Props of a `<select>`. */
export interface SelectProps extends SharedProps {
  multiple?: boolean
  defaultValue?: string | string[]
}

/**
 * Props of an `<input>`: what its validator asks for, as far as HTML can say it, what the open row has, and whether it was
 * refused.
 *
 * @param form - what `useReflex` gives for a `modelState()`, or what `useLiveValidation` gives
 * @param name - a key of the form
 *
 * @example
 * ```tsx
 * <label>
 *   Name <input {...fieldProps(products, 'name')} />
 * </label>
 * <FieldError of={products} name="name" />
 * ```
 */
export function fieldProps<F extends FormView>(
  form: F,
  name: FieldOf<F>,
  options?: FieldOptions
): InputProps {
  const view = fieldView(form, name, options)
  const { rules, value } = view
  const type = inputType(rules)
  const shared = { ...sharedProps(view), type }
  if (type === 'checkbox') return { ...shared, defaultChecked: isChecked(value) }
  const length = LENGTH_OF_DATE[type]
  if (length !== undefined) return { ...shared, defaultValue: textOf(value).slice(0, length) }
  const props: InputProps = { ...shared, defaultValue: textOf(value) }
  if (rules === undefined) return props
  if (type === 'number') return { ...props, ...pick(rules, ['min', 'max', 'step']) }
  if (rules.pattern !== undefined) props.pattern = wholePattern(rules.pattern)
  return { ...props, ...pick(rules, LENGTHS) }
}

/**
 * As `fieldProps`, for a `<textarea>`.
 */
export function textareaProps<F extends FormView>(
  form: F,
  name: FieldOf<F>,
  options?: FieldOptions
): TextareaProps {
  const view = fieldView(form, name, options)
  return {
    ...sharedProps(view),
    defaultValue: textOf(view.value),
    ...(view.rules && pick(view.rules, LENGTHS)),
  }
}

/**
 * As `fieldProps`, for a `<select>`. Its choices are `form.fields.status.choices`.
 */
export function selectProps<F extends FormView>(
  form: F,
  name: FieldOf<F>,
  options?: FieldOptions
): SelectProps {
  const view = fieldView(form, name, options)
  const { rules, value } = view
  const shared = sharedProps(view)
  if (!rules?.multiple) return { ...shared, defaultValue: textOf(value) }
  // One that is chosen alone is a list as well
  const listed = { ...shared, name: `${view.name}[]`, multiple: true }
  return { ...listed, defaultValue: Array.isArray(value) ? value.map(textOf) : [] }
}

function inputType(rules: ShownRules | undefined): InputProps['type'] {
  const type = rules?.type ?? 'text'
  return type === 'select' || type === 'list' || type === 'group' ? 'text' : type
}

const LENGTHS = ['minLength', 'maxLength'] as const

/** Characters that the field of a date takes. */
const LENGTH_OF_DATE: Partial<Record<InputProps['type'], number>> = {
  'date': 10,
  'datetime-local': 16,
}

function sharedProps({ name, rules, error, errorId }: FieldView): SharedProps {
  return {
    name,
    ...(rules?.required && { required: true }),
    ...(error !== undefined && { 'aria-invalid': true, 'aria-describedby': errorId }),
  }
}

/** Without what is not there, which would be an attribute of a spread nonetheless. */
function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  const known = names.filter((name) => from[name] !== undefined)
  return Object.fromEntries(known.map((name) => [name, from[name]])) as Pick<T, K>
}

/** What a form sends for a box that is checked, too: it may have been posted. */
function isChecked(value: unknown): boolean {
  return value === true || value === 1 || value === 'on' || value === '1' || value === 'true'
}

/** A value as a field has it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** A validator looks for its pattern anywhere in a text, and a browser compares it with the whole. */
function wholePattern(pattern: string): string {
  return /^\^[^|]*\$$/.test(pattern) ? pattern : `.*(?:${pattern}).*`
}
