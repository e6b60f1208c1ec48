/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Environment } from './environment.ts'
import {
  defaultOf,
  enterValue,
  FIELD_SELECTOR,
  isControlled,
  isField,
  isSame,
  isSwitch,
  isTouched,
  valueOf,
} from './field_values.ts'
import type { Field, FieldValue } from './field_values.ts'

/** Types of inputs that hold nothing typed, or what must not be kept. */
const LEFT_OUT = /^(password|hidden|file)$/

/** What a page may not fill in again, says HTML, or should not. */
const PRIVATE = /(^|\s)(off|cc-\S+|\S*password|one-time-code)(\s|$)/

/** Names of fields whose content is nobody's, also while a page shows it as text. */
const SECRET = /password|secret|token/i

/** What was typed into a field. */
interface Draft {
  value: FieldValue
  /** What the field held before. */
  from: FieldValue
}

interface Drafts {
  /** Address of the page. */
  url: string
  fields: Record<string, Draft>
}

/** What fields held before their user has changed them. */
type Entered = Pick<WeakMap<Field, FieldValue>, 'get' | 'has'>

/**
 * Keeps what is typed and not sent, for the same page after a reload. Browsers do not for a document
 * that must not be stored. A field whose value React holds is among them when its user has changed
 * it.
 *
 * @param key - of the storage
 */
export function keep(
  { document, location, storage }: Environment,
  key: string,
  entered: Entered
): void {
  if (!document || !storage) return
  const drafts: Drafts = { url: addressOf(location), fields: {} }
  for (const [name, field] of fieldsOf(document)) {
    const value = valueOf(field)
    const from = entered.get(field) ?? defaultOf(field)
    const isOfUser = entered.has(field) || !isControlled(field)
    if (isOfUser && !isSame(value, from)) drafts.fields[name] = { value, from }
  }
  try {
    if (Object.keys(drafts.fields).length === 0) return storage.removeItem(key)
    storage.setItem(key, JSON.stringify(drafts))
  } catch {
    // The storage is full: the fields come back empty
  }
}

/**
 * Enters what was kept, as its user would: so the page hears of it. To be called when React has
 * taken the fields up. What has been typed since is newer, and so is what the server has when a
 * field begins with another value than then.
 *
 * @param key - of the storage
 */
export function restore(
  { document, location, storage }: Environment,
  key: string,
  entered: Entered
): void {
  const drafts = storage && take(storage, key)
  if (!document || !drafts) return
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (visit?.type === 'navigate' || drafts.url !== addressOf(location)) return
  for (const [name, field] of fieldsOf(document)) {
    if (!Object.hasOwn(drafts.fields, name) || entered.has(field) || isTouched(field)) continue
    const { value, from } = drafts.fields[name]
    if (isSame(defaultOf(field), from)) enterValue(field, value)
  }
}

/** An older version, or another script, may have written what is there. */
function take(storage: NonNullable<Environment['storage']>, key: string): Drafts | undefined {
  let drafts: Partial<Drafts> | null
  try {
    const text = storage.getItem(key)
    storage.removeItem(key)
    drafts = JSON.parse(text ?? '') as Partial<Drafts> | null
  } catch {
    return undefined
  }
  const { url, fields } = drafts ?? {}
  if (typeof url !== 'string' || typeof fields !== 'object') return undefined
  const known = Object.entries(fields ?? {}).filter(([, draft]) => isDraft(draft))
  return { url, fields: Object.fromEntries(known) }
}

/** Whether a field can hold both, and both are of one kind. */
function isDraft(value: unknown): value is Draft {
  const { value: typed, from } = (value ?? {}) as Partial<Draft>
  if (Array.isArray(typed)) return Array.isArray(from) && [...typed, ...from].every(isText)
  return (isText(typed) || typeof typed === 'boolean') && typeof typed === typeof from
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function addressOf({ href }: Environment['location']): string {
  return href.split('#', 1)[0]
}

/** The fields of a document, by what tells them apart. */
function fieldsOf(document: Document): Map<string, Field> {
  const fields = new Map<string, Field>()
  for (const field of document.querySelectorAll<Field>(FIELD_SELECTOR)) {
    // An id may be React's, which differs between what a server and a browser has rendered
    const name = field.name || field.id
    if (!name || !isField(field) || isPrivate(field, name)) continue
    const option = isSwitch(field) ? field.value : ''
    let key: string
    let index = 0
    do key = [field.type, name, option, index++].join()
    while (fields.has(key))
    fields.set(key, field)
  }
  return fields
}

function isPrivate({ type, autocomplete, form }: Field, name: string): boolean {
  const isAllowed = autocomplete || form?.getAttribute('autocomplete') || ''
  return LEFT_OUT.test(type) || PRIVATE.test(isAllowed) || SECRET.test(name)
}
