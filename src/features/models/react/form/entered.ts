/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FormView } from './form_view.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What the fields of a form say, for the validator of the state. */
export function enteredValues(
  element: HTMLFormElement,
  fields: FormView['fields']
): Record<string, unknown> {
  const data = new FormData(element)
  const values = Object.entries(fields).map(([name, { type, multiple }]): [string, unknown] => {
    if (multiple) return [name, [...data.getAll(name), ...data.getAll(`${name}[]`)]]
    if (type === 'checkbox') return [name, data.has(name)]
    const value = data.get(name)
    // What is empty is null, as in a posted form
    return [name, typeof value === 'string' && value !== '' ? value : null]
  })
  return Object.fromEntries(values)
}

/** Name of the field of a form that a DOM event is about; undefined where it is none of them. */
export function fieldName(target: EventTarget, fields: FormView['fields']): string | undefined {
  const { name } = target as Partial<Field>
  if (typeof name !== 'string') return undefined
  const plain = name.replace(/\[\]$/, '')
  return Object.hasOwn(fields, plain) ? plain : undefined
}

/** Names of the fields that say something else than they did at first. */
export function changedFields(element: HTMLFormElement, fields: FormView['fields']): string[] {
  const changed = new Set<string>()
  for (const field of element.elements) {
    const name = fieldName(field, fields)
    if (name !== undefined && isChanged(field as Field)) changed.add(name)
  }
  return [...changed]
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
