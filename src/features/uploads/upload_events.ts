/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateDefinition } from '../../state/main.ts'
import { UPLOADS } from './decorator.ts'
import type { UploadOptions } from './decorator.ts'
import { E_UPLOAD_VALIDATOR } from './exceptions.ts'
import { fileFields } from './file_fields.ts'
import type { FileField } from './file_fields.ts'

/** An event that takes files. */
export interface UploadEvent {
  fields: readonly FileField[]
  options: UploadOptions
}

/**
 * The events of a state class that take files, by name.
 *
 * @throws E_UPLOAD_VALIDATOR for a validator without `vine.file()`
 */
export function uploadEvents(definition: StateDefinition): Map<string, UploadEvent> {
  const events = new Map<string, UploadEvent>()
  for (const [name, options] of definition.notes(UPLOADS)) {
    const { validator } = definition.events.get(name)!
    const fields = validator ? fileFields(validator) : []
    if (fields.length === 0) {
      const problem = 'its validator has no vine.file(). Add one, or use @rx.event()'
      throw new E_UPLOAD_VALIDATOR([`${definition.id}.${name}`, problem])
    }
    events.set(name, { fields, options: options as UploadOptions })
  }
  return events
}
