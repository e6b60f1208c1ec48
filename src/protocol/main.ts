/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export * from './close_codes.ts'
export * from './constants.ts'
export * from './direction.ts'
export * from './form_fields.ts'
export * from './frames.ts'
export * from './json.ts'
export * from './language.ts'
export * from './own_path.ts'
export * from './patch.ts'
export * from './route_patterns.ts'
export * from './timers.ts'
