/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What a user changes in a form. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What a field holds: a text, whether it is chosen, the chosen options, or files. */
export type FieldValue = string | boolean | string[] | File[]

const FIELDS = /^(INPUT|TEXTAREA|SELECT)$/
const BUTTONS = /^(submit|button|image|reset)$/

/** Selects what may be a field. */
export const FIELD_SELECTOR = 'input,textarea,select'

/** Whether an element is a field, and not a button. */
export function isField(target: unknown): target is Field {
  const { tagName = '', type = '' } = (target ?? {}) as Partial<Field>
  return FIELDS.test(tagName) && !BUTTONS.test(type)
}

/** Whether a field is chosen or not, and has no other value. */
export function isSwitch(field: Field): field is HTMLInputElement {
  return field.type === 'checkbox' || field.type === 'radio'
}

function isList(field: Field): field is HTMLSelectElement {
  return 'options' in field
}

function isFile(field: Field): field is HTMLInputElement & { files: FileList } {
  return field.type === 'file'
}

/** What a field holds now. */
export function valueOf(field: Field): FieldValue {
  if (isList(field)) return [...field.selectedOptions].map(({ value }) => value)
  if (isFile(field)) return [...field.files]
  return isSwitch(field) ? field.checked : field.value
}

/** What a field holds as long as nobody has changed it. */
export function defaultOf(field: Field): FieldValue {
  if (isList(field)) {
    const options = [...field.options]
    const chosen = options.filter(({ defaultSelected }) => defaultSelected)
    // A list of one choice shows its first option where none is said to be chosen
    const first = options.find(({ disabled }) => !disabled)
    const initial = field.multiple || chosen.length > 0 || !first ? chosen : [first]
    return (field.multiple ? initial : initial.slice(-1)).map(({ value }) => value)
  }
  if (isFile(field)) return []
  return isSwitch(field) ? field.defaultChecked : field.defaultValue
}

/** Whether two values of a field are the same. */
export function isSame(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.length === other.length && one.every((item, index) => item === other[index])
}

/** Whether a field holds anything else than its default. */
export function isTouched(field: Field): boolean {
  return !isSame(valueOf(field), defaultOf(field))
}

/**
 * Tells React what a field holds, by the event that it listens to. React compares the value with
 * the last one that it knows, which it notes where the property of the element is set. So it is set
 * on a copy: that of the field, its caret and what is being composed in it, stays as it is.
 */
export function dispatchChange(field: Field): void {
  if (field.disabled) return
  if (isSwitch(field)) {
    // The click sets it again
    field.checked = !field.checked
    field.click()
    return
  }
  const { set } = Object.getOwnPropertyDescriptor(field, 'value') ?? {}
  const { value } = field
  if (set && !isList(field)) set.call(field.cloneNode(), value === '' ? ' ' : '')
  announce(field)
}

/**
 * Makes a field hold a value as if its user had entered it, and React hears of it.
 */
export function enterValue(field: Field, value: FieldValue): void {
  if (isSame(valueOf(field), value)) return
  if (isSwitch(field)) {
    // Another of the group is chosen by its own value
    if (field.type === 'checkbox' || value) field.click()
    return
  }
  if (isList(field)) {
    for (const option of field.options) option.selected = (value as string[]).includes(option.value)
  } else if (isFile(field)) {
    const transfer = new DataTransfer()
    for (const file of value as File[]) transfer.items.add(file)
    field.files = transfer.files
  } else {
    // The property of the element is React's, which must not know of it yet
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')!
    set!.call(field, value)
  }
  announce(field)
}

function announce(field: Field): void {
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
}

/** The key under which React has the props of an element that it has drawn. */
const PROPS_KEY = '__reactProps$'

/** The props of an element that React has drawn; empty for others. */
export function reactProps(element: Element): Readonly<Record<string, unknown>> {
  const key = Object.keys(element).find((name) => name.startsWith(PROPS_KEY))
  const props = key && element[key as keyof Element]
  return (props as unknown as Record<string, unknown> | undefined) ?? {}
}

/**
 * Whether React holds the value of a field, so that nothing else may set it.
 */
export function isControlled(field: Field): boolean {
  const { value, checked } = reactProps(field)
  const held = isSwitch(field) ? checked : value
  return held !== undefined && held !== null
}
