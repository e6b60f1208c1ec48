/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { figures, traced } from '../telemetry/main.ts'
import type { Lease, RecordRequest, RecordWrite, StateStore } from './contract.ts'

/**
 * Traces and counts the operations of another store. What is in the records, and whose they are, is not in the
 * trace.
 */
export class TracedStore implements StateStore {
  readonly lasting: boolean
  readonly shared: boolean
  #store: StateStore

  constructor(store: StateStore) {
    this.#store = store
    this.lasting = store.lasting
    this.shared = store.shared
  }

  start() {
    return this.#store.start()
  }

  claim(id: string, owner: string) {
    return trace('claim', () => this.#store.claim(id, owner))
  }

  acquire(request: RecordRequest) {
    return trace('acquire', () => this.#store.acquire(request))
  }

  read(id: string) {
    return trace('read', () => this.#store.read(id))
  }

  holder(id: string) {
    return trace('holder', () => this.#store.holder(id))
  }

  write(record: RecordWrite) {
    return trace('write', () => this.#store.write(record))
  }

  writeAll(records: readonly RecordWrite[]) {
    return trace('writeAll', () => this.#store.writeAll(records))
  }

  release(leases: ReadonlyMap<string, Lease>) {
    return trace('release', () => this.#store.release(leases))
  }

  touch(ids: readonly string[], keepFor: number) {
    return trace('touch', () => this.#store.touch(ids, keepFor))
  }

  remove(id: string) {
    return trace('remove', () => this.#store.remove(id))
  }

  once(id: string, keepFor: number) {
    return trace('once', () => this.#store.once(id, keepFor))
  }

  check() {
    return trace('check', () => this.#store.check())
  }

  close() {
    return this.#store.close()
  }
}

function trace<T>(operation: string, work: () => Promise<T>): Promise<T> {
  return figures.run('store', operation, () => traced('store', () => ({ operation }), work))
}
