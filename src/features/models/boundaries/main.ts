/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { inPlace } from './in_place.ts'
export type { EditedCells, PageRow } from './in_place.ts'
export { inPlaceOf, LivePage } from './live_page.ts'
export type { PageSource, PageStamp, PageViewer, Pending } from './live_page.ts'
export { narrow } from './narrowed.ts'
export type { LimitedQuery } from './narrowed.ts'
