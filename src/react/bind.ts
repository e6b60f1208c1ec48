/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ChangeEvent } from 'react'
import { BINDING, FORM_RECORD } from '../client/main.ts'
import type { Binding, Caller, FormRecord } from '../client/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import type {
  BindOptions,
  BoundBox,
  BoundChoice,
  BoundField,
  BoundList,
  BoundProps,
  BoundText,
  BoundVar,
  Choice,
  Chosen,
  Field,
  GroupVar,
  Setter,
  ShownVar,
  WholeVar,
} from './bind_types.ts'

/** Milliseconds without a key until what was typed is sent. */
const TYPING_PAUSE = 150

/** The options without their types. */
interface GivenOptions {
  debounce?: number
  form?: object
  set?: unknown
  option?: string | number | boolean
}

/**
 * Returns the props of a field that shows a var and sets it with an event. Input shows immediately
 * and is sent when typing pauses, before any other event of the state. An answer of the server does
 * not overwrite what was entered since the call.
 *
 * @param state - what `useReflex` returns
 * @param name - name of the var. The state has an event that sets it: `setText` for `text`
 * @param options.set - the event, if it has another name
 * @param options.option - the value that the field represents, if several fields show one var: use
 *   radio buttons for a single value, and checkboxes for a list
 * @param options.debounce - milliseconds without a key press after which the value is sent
 * @param options.form - what `useForm` returned for the form of the field. Its `errors` then
 *   include what the event rejects
 *
 * @example
 * ```tsx
 * const note = useReflex(NoteState)
 * return (
 *   <>
 *     <textarea {...bind(note, 'text')} />
 *     <input type="radio" {...bind(note, 'color', { option: 'red' })} />
 *   </>
 * )
 * ```
 */
export function bind<S extends object, K extends GroupVar<S>>(
  state: S,
  name: K,
  options: BindOptions<K> & { option: Choice<S[K]>; set?: never }
): BoundChoice
export function bind<S extends object, K extends ShownVar<S>>(
  state: S,
  name: K,
  options: BindOptions<K> & { option: Choice<S[K]>; set: Setter<Chosen<S[K]>> }
): BoundChoice
export function bind<S extends object, K extends BoundVar<S>>(
  state: S,
  name: WholeVar<S, K>,
  options?: BindOptions<K>
): BoundField<S[K]>
export function bind<S extends object, K extends ShownVar<S>>(
  state: S,
  name: WholeVar<S, K>,
  options: BindOptions<K> & { set: Setter<S[K]> }
): BoundField<S[K]>
export function bind(
  state: object,
  name: string,
  options: GivenOptions = {}
): BoundChoice | BoundBox | BoundList | BoundText {
  const { debounce = TYPING_PAUSE, form, option } = options
  const binding = bindingOf(state, name)
  const { id, events, store } = binding
  const vars = state as Record<string, JsonValue | undefined>
  const value = vars[name]
  const setter = setterOf(vars, name, id, options.set)
  const record = form && recordOf(form, name)

  /** Shows what was entered, and tells the server, now or when the typing pauses. */
  const send = (entered: JsonValue, text?: string, isTyped = false) => {
    const call = isTyped ? setter.debounce(debounce) : setter
    const judged = record?.fieldSent(name)
    let refused: Record<string, string> | undefined
    const hear = (errors: Record<string, string>) => (refused = errors)
    events.callFor({ name, value: entered, text, refused: hear }, () => {
      call(entered).then(
        () => judged?.(refused && Object.values(refused)[0]),
        // A toast has told it, and nobody has judged the value
        () => {}
      )
    })
  }
  const input = (field: Field, isTyped: boolean) => {
    const entered = valueOf(field, value)
    if (entered === undefined) return void store.local.show(id, name, undefined, field.value)
    // Two texts may be one number
    send(entered, typeof entered === 'number' ? field.value : undefined, isTyped)
  }
  const shared: BoundProps = {
    name: Array.isArray(value) ? `${name}[]` : name,
    onChange({ currentTarget: field, nativeEvent }) {
      if (option !== undefined) return send(chosen(field, option, store.state(id)?.vars[name]))
      // What an input method has not finished is for the field alone
      if (isComposing(nativeEvent)) store.local.show(id, name, field.value)
      else input(field, isTypedInto(field))
    },
    onBlur() {
      events.flush(id)
      store.local.leave(id, name)
    },
    ...(record && { 'aria-invalid': record.snapshot().errors[name] !== undefined }),
  }

  if (option !== undefined) {
    const checked = Array.isArray(value) ? value.includes(option) : value === option
    return { ...shared, value: typeof option === 'boolean' ? String(option) : option, checked }
  }
  if (typeof value === 'boolean') return { ...shared, checked: value }
  if (Array.isArray(value)) return { ...shared, value: value as string[] }
  return {
    ...shared,
    value: binding.text(name) ?? (value as string | number | null | undefined) ?? '',
    onCompositionStart: () => store.local.compose(id, name, true),
    onCompositionEnd(event) {
      store.local.compose(id, name, false)
      input(event.currentTarget, true)
    },
  }
}

/**
 * @throws TypeError when it is not what `useReflex` gives
 */
function bindingOf(state: object, name: string): Binding {
  const binding = (state as { [BINDING]?: Binding })[BINDING]
  if (binding) return binding
  throw new TypeError(`Cannot bind "${name}": bind() takes what useReflex(State) gives`)
}

/**
 * @throws TypeError when the state has no event that sets the var
 */
function setterOf(vars: object, name: string, id: string, set: unknown): Caller {
  const called = `set${name[0].toUpperCase()}${name.slice(1)}`
  const setter = set ?? (vars as Record<string, unknown>)[called]
  if (typeof setter === 'function') return setter as Caller
  throw new TypeError(
    `Cannot bind "${name}" of ${id}: it has no event "${called}". Add one, or name another with the option "set"`
  )
}

/**
 * @throws TypeError when it is not what `useForm` gives
 */
function recordOf(form: object, name: string): FormRecord {
  const record = (form as { [FORM_RECORD]?: FormRecord })[FORM_RECORD]
  if (record) return record
  throw new TypeError(`Cannot bind "${name}": the option "form" takes what useForm(event) gives`)
}

function isComposing(event: ChangeEvent['nativeEvent']): boolean {
  return (event as Partial<InputEvent>).isComposing === true
}

function isTypedInto(field: Field): boolean {
  return field.tagName !== 'SELECT' && !/^(checkbox|radio)$/.test(field.type)
}

/**
 * What a group of fields says once one of them was chosen, or a box of it unchecked.
 *
 * @param before - what the group says until then
 */
function chosen(field: Field, option: JsonValue, before: JsonValue | undefined): JsonValue {
  if (!Array.isArray(before)) return option
  const others = before.filter((item) => item !== option)
  return (field as HTMLInputElement).checked ? [...others, option] : others
}

/** @returns undefined where what was typed is not a number */
function valueOf(field: Field, before: JsonValue | undefined): JsonValue | undefined {
  const type = typeof before
  if (type === 'boolean') return (field as HTMLInputElement).checked
  if (Array.isArray(before)) {
    return [...(field as HTMLSelectElement).selectedOptions].map(({ value }) => value)
  }
  const isNumber = type === 'number' || /^(number|range)$/.test(field.type)
  if (!isNumber) return field.value
  if (field.value.trim() === '') return type === 'number' ? undefined : null
  const number = Number(field.value)
  return Number.isFinite(number) ? number : undefined
}
