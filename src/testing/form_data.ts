/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isChosenFile, toFile } from './chosen_file.ts'
import { show } from './difference.ts'
import { E_TEST_FORM_FIELD } from './exceptions.ts'
import type { FormFields } from './types.ts'

/**
 * The fields of a form as a browser sends them: a checkbox that is off is left out, a list makes
 * the field come several times, files are files, and everything else is a text.
 *
 * @throws E_TEST_FORM_FIELD for a value that no field can hold
 */
export function toFormData(fields: FormFields | FormData): FormData {
  if (fields instanceof FormData) return fields
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'boolean') {
      if (value) form.append(name, 'on')
      continue
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const item of items) {
      if (isChosenFile(item)) form.append(name, toFile(item))
      else if (typeof item === 'string' || typeof item === 'number') form.append(name, String(item))
      else throw new E_TEST_FORM_FIELD([name, show(value)])
    }
  }
  return form
}
