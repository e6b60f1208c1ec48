/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { placesFeature } from './places.ts'
