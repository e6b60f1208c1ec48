/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FormFields } from './types.ts'

/**
 * The fields of a form as a browser sends them: a checkbox that is off is left out, a list makes
 * the field come several times, and everything else is a text.
 */
export function toFormData(fields: FormFields | FormData): FormData {
  if (fields instanceof FormData) return fields
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'boolean') {
      if (value) form.append(name, 'on')
      continue
    }
    for (const item of [value].flat()) form.append(name, String(item))
  }
  return form
}
