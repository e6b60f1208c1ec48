/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_TEST_FIELD_VALUE } from '../exceptions.ts'
import { show } from '../difference.ts'
import type { DrawnWindow } from './dom.ts'

export type FieldValue = string | number | boolean | readonly (string | number)[]

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Whether a user can do something with an element. */
export function isDisabled(element: HTMLElement): boolean {
  return element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true'
}

export function isField(element: HTMLElement): element is Field {
  return ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName)
}

/**
 * Enters a value into a field, as a user does.
 *
 * @param label - of the field, for messages
 * @throws E_TEST_FIELD_VALUE when no user can
 */
export function enter(field: HTMLElement, label: string, value: FieldValue): void {
  const refuse = (reason: string): never => {
    throw new E_TEST_FIELD_VALUE([label, show(value), reason])
  }
  if (!isField(field)) return refuse(`it is not a field, but <${field.tagName.toLowerCase()}>`)
  if (isDisabled(field)) return refuse('it is disabled')
  if (field.tagName === 'SELECT') return choose(field as HTMLSelectElement, value, refuse)
  const input = field as HTMLInputElement
  if (input.readOnly) return refuse('it is read-only')
  if (input.type === 'checkbox' || input.type === 'radio') {
    if (typeof value !== 'boolean') return refuse('it is on or off: true or false')
    input.checked = value
    return
  }
  if (input.type === 'file') return refuse('events cannot carry files')
  if (typeof value !== 'string' && typeof value !== 'number') return refuse('it holds a text')
  input.value = String(value)
  if (input.value !== String(value)) refuse(`a field of the type "${input.type}" cannot hold it`)
}

function choose(
  select: HTMLSelectElement,
  value: FieldValue,
  refuse: (why: string) => never
): void {
  const wanted = [value].flat().map(String)
  if (wanted.length > 1 && !select.multiple) refuse('it holds one choice')
  const options = [...select.options]
  const chosen = wanted.map((each) => {
    const found =
      options.find((option) => option.value === each) ??
      options.find((option) => option.text.trim() === each)
    if (!found) return refuse(`its choices are ${options.map(({ text }) => show(text)).join(', ')}`)
    return isDisabled(found) ? refuse(`"${each}" is disabled`) : found
  })
  for (const option of options) option.selected = chosen.includes(option)
}

/** What a form sends when one of its buttons is pressed. */
export function entriesOf(
  window: DrawnWindow,
  form: HTMLFormElement,
  button?: HTMLElement
): FormData {
  const entries = new FormData()
  for (const [name, value] of new window.FormData(form, button)) {
    // A field for files holds an empty one where none was chosen
    entries.append(name, typeof value === 'string' ? value : new File([], ''))
  }
  return entries
}
