/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { NewsBus } from './news_bus.ts'
export type { News } from './news_bus.ts'
export { NewsSeal } from './news_seal.ts'
export { memoryTransport, ownTransport, redisTransport } from './transports.ts'
export type { BusTransport, MessageTransport, StoreBus } from './transports.ts'
