/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { clientError } from './errors.ts'

/**
 * Writes the entries of a form as a browser posts them, so that the server reads them with the
 * parser that it has for posted forms.
 *
 * @throws ReflexError E_FILE_ARGUMENT when a field holds a file
 */
export function formToText(entries: Iterable<[string, FormDataEntryValue]>): string {
  const fields = new URLSearchParams()
  for (const [name, value] of entries) {
    if (typeof value !== 'string') {
      throw clientError(
        400,
        'E_FILE_ARGUMENT',
        `The field "${name}" holds a file, which an event cannot carry. Upload the file first, or take its input out of the form.`
      )
    }
    fields.append(name, value)
  }
  return fields.toString()
}
