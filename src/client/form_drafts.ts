/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Environment } from './environment.ts'

/** Types of inputs that hold nothing typed, or what must not be kept. */
const LEFT_OUT = /^(password|hidden|file|submit|button|image|reset)$/

/** What a page may not fill in again, says HTML, or should not. */
const PRIVATE = /^off$|^cc-|password|one-time-code/

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

interface Drafts {
  /** Address of the page. */
  url: string
  values: Record<string, string | boolean | string[]>
}

/**
 * Keeps what is typed and not sent, for the same page after a reload. Browsers do not for a document
 * that must not be stored. Fields whose value React holds are not among them: they show what is in
 * the state.
 *
 * @param key - of the storage
 */
export function keep({ document, location, storage }: Environment, key: string): void {
  if (!document || !storage) return
  const values: Drafts['values'] = {}
  for (const [name, field] of fieldsOf(document)) {
    if (isTouched(field)) values[name] = valueOf(field)
  }
  try {
    if (Object.keys(values).length === 0) return storage.removeItem(key)
    const drafts: Drafts = { url: addressOf(location), values }
    storage.setItem(key, JSON.stringify(drafts))
  } catch {
    // The storage is full: the fields come back empty
  }
}

/**
 * Fills in what was kept, where nothing has been typed since. To be called when React has taken the
 * fields up.
 *
 * @param key - of the storage
 */
export function restore({ document, location, storage }: Environment, key: string): void {
  const text = storage?.getItem(key)
  if (!document || !text) return
  storage!.removeItem(key)
  const { url, values } = JSON.parse(text) as Drafts
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (visit?.type === 'navigate' || url !== addressOf(location)) return
  for (const [name, field] of fieldsOf(document)) {
    if (Object.hasOwn(values, name) && !isTouched(field)) fill(field, values[name])
  }
}

function addressOf({ href }: Environment['location']): string {
  return href.split('#', 1)[0]
}

/** The fields of a document, by what tells them apart. */
function fieldsOf(document: Document): Map<string, Field> {
  const fields = new Map<string, Field>()
  for (const field of document.querySelectorAll<Field>('input,textarea,select')) {
    const { type, id, autocomplete } = field
    // An id may be React's, which differs between what a server and a browser has rendered
    const name = field.name || id
    if (!name || LEFT_OUT.test(type) || PRIVATE.test(autocomplete)) continue
    const option = isSwitch(field) ? field.value : ''
    let key: string
    let index = 0
    do key = [type, name, option, index++].join()
    while (fields.has(key))
    fields.set(key, field)
  }
  return fields
}

function isSwitch(field: Field): field is HTMLInputElement {
  return field.type === 'checkbox' || field.type === 'radio'
}

/** Whether the user has changed a field. */
function isTouched(field: Field): boolean {
  if ('options' in field) {
    const options = [...field.options]
    // A list of one choice shows its first option where none is said to be chosen
    const first = !field.multiple && !options.some(({ defaultSelected }) => defaultSelected)
    return options.some(
      ({ selected, defaultSelected }, index) =>
        selected !== (defaultSelected || (first && index === 0))
    )
  }
  if (isSwitch(field)) return field.checked !== field.defaultChecked
  return field.value !== field.defaultValue
}

function valueOf(field: Field): string | boolean | string[] {
  if ('options' in field) return [...field.selectedOptions].map(({ value }) => value)
  return isSwitch(field) ? field.checked : field.value
}

function fill(field: Field, value: string | boolean | string[]): void {
  if ('options' in field) {
    for (const option of field.options) option.selected = (value as string[]).includes(option.value)
  } else if (isSwitch(field)) field.checked = value as boolean
  else field.value = value as string
}
