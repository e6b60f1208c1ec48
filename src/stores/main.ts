/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export type {
  AcquiredRecord,
  ClaimedRecord,
  Lease,
  PartsWrite,
  RecordRequest,
  RecordWrite,
  StateStore,
} from './contract.ts'
export { defineStore } from './define_store.ts'
export type { StoreDefinition } from './define_store.ts'
export * as storeErrors from './exceptions.ts'
export { FileStore } from './file_store.ts'
export { MemoryStore } from './memory_store.ts'
export { isReadable, packRecord, unpackRecord } from './record_bytes.ts'
export { RedisStore } from './redis_store.ts'
export { TracedStore } from './traced_store.ts'
export { stores } from './factories.ts'
export type {
  FileStoreConfig,
  OpenNews,
  OpenStore,
  RedisStoreConfig,
  StoreProvider,
} from './factories.ts'
export type { MemoryStoreConfig } from './memory_store.ts'
