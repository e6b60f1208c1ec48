/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { PagePlaces } from './page_places.ts'
export { Places } from './places.ts'
export type { RequestPlaces } from './request_places.ts'
