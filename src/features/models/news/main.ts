/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { ChangeNews } from './change_news.ts'
export type { ChangeBus, NewsParts } from './change_news.ts'
export { ChangeTeller } from './change_teller.ts'
export type { TellerParts } from './change_teller.ts'
