/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export * from './frames.ts'
export * from './patch.ts'
