/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isField } from '../../client/main.ts'
import type { Field } from '../../client/main.ts'
import { E_TEST_FIELD_VALUE } from '../exceptions.ts'
import { show } from '../difference.ts'
import type { DrawnWindow } from './dom.ts'

export type FieldValue = string | number | boolean | readonly (string | number)[]

/** Fields into which a text was entered. */
const entered = new WeakSet<Field>()

/** Whether a user can do something with an element. */
export function isDisabled(element: HTMLElement): boolean {
  return element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true'
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
  if (input.type === 'file') return refuse('it takes files: call page.upload() or page.submit()')
  if (typeof value !== 'string' && typeof value !== 'number') return refuse('it holds a text')
  const { maxLength: most } = input
  if (most >= 0 && String(value).length > most) refuse(`it holds at most ${most} characters`)
  input.value = String(value)
  if (input.value !== String(value)) refuse(`a field of the type "${input.type}" cannot hold it`)
  entered.add(input)
}

/** Whether somebody has entered a text that is too short: a browser does not mind a default that is. */
export function isShortEntry(field: Field): boolean {
  const { value, minLength } = field as HTMLInputElement
  return entered.has(field) && value !== '' && value.length < minLength
}

/**
 * Enters a value again that was there before.
 *
 * @returns whether the field still takes it
 */
export function isEntered(field: HTMLElement, label: string, value: FieldValue): boolean {
  try {
    enter(field, label, value)
    return true
  } catch (error) {
    if (error instanceof E_TEST_FIELD_VALUE) return false
    throw error
  }
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
export function entriesOf(form: HTMLFormElement, button?: HTMLElement): FormData {
  const window = form.ownerDocument.defaultView as DrawnWindow
  const entries = new FormData()
  for (const [name, value] of new window.FormData(form, button)) {
    // A field for files holds an empty one where none was chosen
    entries.append(name, typeof value === 'string' ? value : new File([], ''))
  }
  return entries
}
