/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export * from './form_fields.ts'
export * from './frames.ts'
export * from './json.ts'
export * from './patch.ts'
