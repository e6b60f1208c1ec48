/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FormView, ShownRules } from './form_view.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Fields of a form, or of an object in it. */
type Fields = Readonly<Record<string, ShownRules>>

/** Marks an element with the items of a list, whose number is its value. */
export const LIST_ATTRIBUTE = 'data-reflex-list'

/** What the fields of a form say, for the validator of the state. */
export function enteredValues(element: HTMLFormElement, fields: Fields): Record<string, unknown> {
  return valuesIn(new FormData(element), fields, '')
}

/** @param path - before the names of the fields */
function valuesIn(data: FormData, fields: Fields, path: string): Record<string, unknown> {
  const values = Object.entries(fields).map(([name, rules]): [string, unknown] => [
    name,
    valueIn(data, rules, `${path}${name}`),
  ])
  return Object.fromEntries(values)
}

function valueIn(data: FormData, { type, multiple, fields }: ShownRules, name: string): unknown {
  if (type === 'group') return valuesIn(data, fields ?? {}, `${name}.`)
  if (type === 'list') {
    return Array.from({ length: itemsIn(data, name) }, (_, index) =>
      valuesIn(data, fields ?? {}, `${name}[${index}].`)
    )
  }
  if (multiple) return [...data.getAll(name), ...data.getAll(`${name}[]`)]
  if (type === 'checkbox') return data.has(name)
  const value = data.get(name)
  // What is empty is null, as in a posted form
  return typeof value === 'string' && value !== '' ? value : null
}

/** How many items a list has. */
function itemsIn(data: FormData, name: string): number {
  const indexes = [...data.keys()]
    .filter((key) => key.startsWith(`${name}[`))
    .map((key) => Number.parseInt(key.slice(name.length + 1), 10))
  return Math.max(-1, ...indexes.filter(Number.isInteger)) + 1
}

/**
 * The path of the field of a form that a DOM event is about: `lines.0.count` for one in a list.
 *
 * @returns undefined where it is none of them
 */
export function fieldPath(target: EventTarget, fields: FormView['fields']): string | undefined {
  const { name } = target as Partial<Field>
  if (typeof name !== 'string') return undefined
  const path = name.replace(/\[\]$/, '').replaceAll(/\[([^\]]*)\]/g, '.$1')
  return Object.hasOwn(fields, firstOf(path)) ? path : undefined
}

function firstOf(path: string): string {
  return path.split('.', 1)[0]
}

/** Names of the fields that say something else than they did at first. */
export function changedFields(element: HTMLFormElement, fields: FormView['fields']): string[] {
  const changed = new Set<string>()
  for (const field of element.elements) {
    const path = fieldPath(field, fields)
    if (path !== undefined && isChanged(field as Field)) changed.add(firstOf(path))
  }
  for (const list of element.querySelectorAll<HTMLElement>(`[${LIST_ATTRIBUTE}]`)) {
    const { reflexList, reflexFirst, reflexCount } = list.dataset
    const name = firstOf((reflexList ?? '').replaceAll('[', '.'))
    if (reflexCount !== reflexFirst && Object.hasOwn(fields, name)) changed.add(name)
  }
  // In the order of the form
  return Object.keys(fields).filter((name) => changed.has(name))
}

function isChanged(field: Field): boolean {
  if (field.tagName === 'SELECT') return isOtherChoice(field as HTMLSelectElement)
  const input = field as HTMLInputElement
  if (input.type === 'checkbox' || input.type === 'radio') {
    return input.checked !== input.defaultChecked
  }
  return input.value !== input.defaultValue
}

function isOtherChoice({ options, multiple }: HTMLSelectElement): boolean {
  const all = [...options]
  // Without a choice of its own, a list shows the first
  if (!multiple && !all.some(({ defaultSelected }) => defaultSelected)) return !all[0]?.selected
  return all.some(({ selected, defaultSelected }) => selected !== defaultSelected)
}

/**
 * Has the lists of choices of a form say at first what the open row has: React writes that once. What somebody has chosen
 * meanwhile stays.
 */
export function showChosen(element: HTMLFormElement, form: FormView): void {
  const values = (form.record?.values ?? {}) as Record<string, unknown>
  for (const field of element.elements) {
    if (field.tagName !== 'SELECT') continue
    const path = fieldPath(field, form.fields)
    if (path === undefined || !Object.hasOwn(values, path)) continue
    const own = new Set([values[path]].flat().map((value) => String(value ?? '')))
    showAtFirst(field as HTMLSelectElement, own)
  }
}

/** Has a list of choices say some of them at first. What somebody has chosen meanwhile stays. */
export function showAtFirst(list: HTMLSelectElement, values: ReadonlySet<string>): void {
  const isKept = isOtherChoice(list)
  const own = values.size > 0 || list.multiple ? values : new Set([''])
  for (const option of list.options) {
    const isOwn = own.has(option.value)
    option.defaultSelected = isOwn
    if (!isKept) option.selected = isOwn
  }
}
