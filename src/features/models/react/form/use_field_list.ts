/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RefCallback } from 'react'
import { LIST_ATTRIBUTE } from './entered.ts'
import { bindingOf, fieldView, PATH } from './form_view.ts'
import type { FieldOf, FormView, ShownRules } from './form_view.ts'
import { BINDING } from '../../../../client/main.ts'

/** What an item of a list in a form is. */
export type ItemOf<F extends FormView, N extends FieldOf<F>> =
  NonNullable<F['record']> extends { readonly values: infer Values }
    ? N extends keyof Values
      ? NonNullable<Values[N]> extends readonly (infer Item)[]
        ? Item
        : never
      : never
    : never

/** The form of one item: what `fieldProps` takes. */
export interface ItemForm<Item> extends Omit<FormView, 'fields'> {
  readonly fields: Readonly<Record<keyof Item & string, ShownRules>>
}

/** One item of a list in a form. */
export interface FieldItem<Item> {
  /** For React: the same for as long as the item is there. */
  readonly key: number
  /** For `fieldProps`, `FieldError` and their like. */
  readonly form: ItemForm<Item>
  remove(): void
}

/** A list of objects in a form. */
export interface FieldList<Item> {
  readonly items: readonly FieldItem<Item>[]
  /** What is wrong with the list itself. */
  readonly error: string | undefined
  /** Adds an item, which nobody has filled in. */
  add(): void
  /** For the element around the items. */
  readonly props: {
    readonly 'ref': RefCallback<HTMLElement>
    readonly 'data-reflex-list': string
    readonly 'data-reflex-first': number
    readonly 'data-reflex-count': number
  }
  /** For an `<input>` in that element: by it, a list without items is sent as one. */
  readonly emptyProps: { readonly type: 'hidden'; readonly name: string; readonly value: '' } | null
}

/** How many items a list begins with. */
export interface FieldListOptions {
  /**
   * Items that nobody has filled in, behind those of the open row. They are not saved while they are empty.
   *
   * @default 0
   */
  blank?: number
}

/**
 * A list of objects in a form: items are added and taken out, and each has its fields and what is wrong with them.
 *
 * @param form - what `useReflex` gives for a `modelState()`, or what `useLiveValidation` gives
 * @param name - a key of the form, whose validator is an array of objects
 *
 * @example
 * ```tsx
 * const lines = useFieldList(form, 'lines', { blank: 1 })
 * return (
 *   <fieldset {...lines.props}>
 *     {lines.emptyProps && <input {...lines.emptyProps} />}
 *     {lines.items.map(({ key, form, remove }) => (
 *       <p key={key}>
 *         <input {...fieldProps(form, 'count')} />
 *         <button type="button" onClick={remove}>Remove</button>
 *       </p>
 *     ))}
 *     <button type="button" onClick={lines.add}>Add</button>
 *   </fieldset>
 * )
 * ```
 */
export function useFieldList<F extends FormView, N extends FieldOf<F>>(
  form: F,
  name: N,
  { blank = 0 }: FieldListOptions = {}
): FieldList<ItemOf<F, N>> {
  const { rules, value, error } = fieldView(form, name)
  const given = Array.isArray(value) ? (value as readonly unknown[]) : []
  const first = given.length + blank
  const [keys, setKeys] = useState(() => numbers(first))
  /** What was sent last, whose answer has not come. */
  const [sent, setSent] = useState<readonly number[]>()
  /** The item of the open row that each key shows, where that is not the one of its number. */
  const [shownItems, setShownItems] = useState<ReadonlyMap<number, number>>()
  const [shown, setShown] = useState(form.record)
  const next = useRef(first)
  const restart = () => {
    setKeys(numbers(first))
    setShownItems(undefined)
  }
  if (shown !== form.record) {
    setShown(form.record)
    if (sent !== undefined && isOther(keys, sent) && isSameRow(shown, form.record)) {
      // What was added and removed since then stays so
      setShownItems(new Map(sent.slice(0, given.length).map((key, index) => [key, index])))
    } else restart()
  }
  const element = useRef<HTMLElement>(null)
  const submitted = useEffectEvent(() => setSent(keys))
  const reset = useEffectEvent(() => {
    setSent(undefined)
    const added = sent ? keys.filter((key) => !sent.includes(key)) : []
    // The items of an open row have come with it
    if (sent && form.record !== null && isOther(keys, sent)) return
    if (added.length === 0) return restart()
    setKeys(added)
    setShownItems(undefined)
  })
  useEffect(() => {
    const around = element.current?.closest('form')
    const onSubmit = () => submitted()
    const onReset = (event: Event) => {
      // Of a form that was refused
      if (!event.defaultPrevented) reset()
    }
    around?.addEventListener('submit', onSubmit)
    around?.addEventListener('reset', onReset)
    return () => {
      around?.removeEventListener('submit', onSubmit)
      around?.removeEventListener('reset', onReset)
    }
  }, [])
  const isFirst = useRef(true)
  useEffect(() => {
    // The form finds out whether it was changed
    if (!isFirst.current) element.current?.dispatchEvent(new Event('input', { bubbles: true }))
    isFirst.current = false
  }, [keys])

  const items = keys.map((key, index): FieldItem<ItemOf<F, N>> => {
    const number = shownItems ? (shownItems.get(key) ?? Infinity) : key
    const isGiven = number < given.length
    const values = (isGiven ? given[number] : {}) as object
    const fields = isGiven ? rules?.fields : optional(rules?.fields)
    return {
      key,
      form: itemForm(form, fields ?? {}, `${name}[${index}]`, values) as never,
      remove: () => setKeys((before) => before.filter((each) => each !== key)),
    }
  })
  return {
    items,
    error,
    add() {
      const key = Math.max(first, next.current)
      next.current = key + 1
      setKeys((before) => [...before, key])
    },
    props: {
      'ref': (found) => {
        element.current = found
      },
      [LIST_ATTRIBUTE]: name,
      'data-reflex-first': first,
      'data-reflex-count': keys.length,
    } as FieldList<never>['props'],
    emptyProps: keys.length === 0 ? { type: 'hidden', name, value: '' } : null,
  }
}

/** Browsers must not ask for what nobody has to fill in: the validator does where somebody has begun. */
function optional(
  fields: Readonly<Record<string, ShownRules>> = {}
): Readonly<Record<string, ShownRules>> {
  const entries = Object.entries(fields)
  return Object.fromEntries(entries.map(([name, rules]) => [name, { ...rules, required: false }]))
}

/** Whether something was added or removed. */
function isOther(keys: readonly number[], sent: readonly number[]): boolean {
  return keys.join() !== sent.join()
}

function isSameRow(one: FormView['record'], other: FormView['record']): boolean {
  const idOf = (record: FormView['record']) => (record as { id?: unknown } | null)?.id
  return one !== null && other !== null && idOf(one) === idOf(other)
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function itemForm(
  form: FormView,
  fields: Readonly<Record<string, ShownRules>>,
  path: string,
  values: object
): FormView {
  const before = `${path.replaceAll(/\[(\d+)\]/g, '.$1')}.`
  const errors = Object.entries(form.errors)
    .filter(([key]) => key.startsWith(before))
    .map(([key, message]) => [key.slice(before.length), message])
  return {
    fields,
    record: { values },
    errors: Object.fromEntries(errors) as FormView['errors'],
    id: form.id,
    [PATH]: path,
    [BINDING]: bindingOf(form),
  } as FormView
}
