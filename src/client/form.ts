/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { clientError } from './errors.ts'

/** A file that an event is called with, and what stands in its place. */
export interface CalledFile {
  ref: string
  file: File
}

/** Gives a file a name that stands in its place. */
export type TakeFile = (file: File) => string

/**
 * Writes the entries of a form as a browser posts them, so that the server reads them with the
 * parser that it has for posted forms. A field for a file without one is left out, as the parser does.
 *
 * @param take - takes files; undefined where the event takes none
 * @throws ReflexError E_FILE_ARGUMENT when a field holds a file that nobody takes
 */
export function formToText(
  entries: Iterable<[string, FormDataEntryValue]>,
  take?: TakeFile
): string {
  const fields = new URLSearchParams()
  for (const [name, value] of entries) {
    if (typeof value === 'string') fields.append(name, value)
    else if (value.name !== '' || value.size > 0) {
      fields.append(name, take ? take(value) : refuseFile(`The field "${name}" holds a file`))
    }
  }
  return fields.toString()
}

/**
 * @param what - begins the sentence
 * @throws ReflexError E_FILE_ARGUMENT
 */
export function refuseFile(what: string): never {
  throw clientError(
    400,
    'E_FILE_ARGUMENT',
    `${what}, which this event cannot take. An event with files is declared with @rx.upload().`
  )
}

/** A name that no other file of the tab has. */
export function fileRef(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(
    ''
  )
}
