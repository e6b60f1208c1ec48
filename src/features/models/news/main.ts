/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { ChangeNews } from './change_news.ts'
export type { ChangeBus, NewsParts } from './change_news.ts'
export { ChangePublisher } from './change_publisher.ts'
export type { PublisherParts } from './change_publisher.ts'
