/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import { clientError } from './errors.ts'
import { fileRef, formToText, refuseFile } from './form.ts'
import type { CalledFile, TakeFile } from './form.ts'
import { enteredFields } from './plain_form.ts'

/** What an event is called with, ready to be sent. */
export interface PreparedArguments {
  args: JsonValue[]
  /** The files that were among them. */
  files?: CalledFile[]
  /** The form that was among them, so the caller is one of React's form actions. */
  form?: FormData
  /** Which of them that is, from 1; 0 for none. */
  position: number
  /** What tells that form from others with the event. */
  key?: string
  /** Hears that the validation of the call has failed, and why, by field. */
  refused?: (errors: Record<string, string>) => void
}

interface DomEvent {
  preventDefault(): void
  stopPropagation(): void
}

/** Whether a value is an event of the DOM or of React. */
export function isDomEvent(value: unknown): value is DomEvent {
  const event = value as Partial<DomEvent> | null
  return (
    typeof event === 'object' &&
    event !== null &&
    typeof event.preventDefault === 'function' &&
    typeof event.stopPropagation === 'function'
  )
}

export function isForm(value: unknown): value is FormData {
  return typeof FormData === 'function' && value instanceof FormData
}

/**
 * Makes JSON of what a page has called an event with: leaves out the DOM event that React passes to
 * an `onClick`, reads forms, and takes a copy, since the event may be sent later.
 *
 * @param takesFiles - whether the event takes files
 * @throws ReflexError E_INVALID_ARGUMENT, E_FILE_ARGUMENT
 */
export function prepareArguments(given: readonly unknown[], takesFiles = false): PreparedArguments {
  const files: CalledFile[] = []
  const take: TakeFile | undefined = takesFiles
    ? (file) => {
        const ref = fileRef()
        files.push({ ref, file })
        return ref
      }
    : undefined
  // `useActionState` passes the previous state first.
  const called = given.length === 2 && isForm(given[1]) ? given.slice(1) : given
  const sent = called.filter((value) => !isDomEvent(value))
  const position = sent.findIndex(isForm) + 1
  const form = sent[position - 1] as FormData | undefined
  const args = sent.map((value, index) =>
    isForm(value)
      ? formToText(enteredFields(value), take)
      : toJson(value, `argument ${index + 1}`, [], take)
  )
  while (args.length > 0 && args.at(-1) === undefined) args.pop()
  return {
    args: args.map((value) => value ?? null),
    position,
    ...(form && { form }),
    ...(files.length > 0 && { files }),
  }
}

function refuse(path: string, what: string): never {
  throw clientError(400, 'E_INVALID_ARGUMENT', `Cannot send ${path} of an event: it is ${what}.`)
}

/** JSON of a value, without the values that JSON would change on the way. */
function toJson(
  value: unknown,
  path: string,
  parents: object[],
  take?: TakeFile
): JsonValue | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : refuse(path, String(value))
    case 'object':
      return value && objectToJson(value, path, parents, take)
    default:
      return refuse(path, `a ${typeof value}`)
  }
}

function objectToJson(
  value: object,
  path: string,
  parents: object[],
  take?: TakeFile
): JsonValue | undefined {
  if (parents.includes(value)) refuse(path, 'an object that contains itself')
  if (value instanceof Map || value instanceof Set) refuse(path, 'a Map or a Set')
  if (typeof Blob === 'function' && value instanceof Blob) {
    if (!take) refuseFile(`Cannot send ${path} of an event: it is a file`)
    return take(value instanceof File ? value : new File([value], 'file', { type: value.type }))
  }
  const { toJSON } = value as { toJSON?: unknown }
  const inner = [...parents, value]
  if (typeof toJSON === 'function') return toJson(toJSON.call(value), path, inner, take)
  if (Array.isArray(value)) {
    return value.map((item, index) => toJson(item, `${path}[${index}]`, inner, take) ?? null)
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, toJson(item, `${path}.${key}`, inner, take)])
  )
}
