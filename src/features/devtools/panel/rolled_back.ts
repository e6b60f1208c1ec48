/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { E_DEVTOOLS_COMMAND } from './exceptions.ts'

type Transactions = Map<string, TransactionClientContract>

/**
 * Runs code whose writes nobody else sees, and of which nothing stays. What others do meanwhile is not touched.
 */
export class RolledBack {
  #db: Database
  #own = new AsyncLocalStorage<Transactions>()
  #isInstalled = false

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * Runs code in transactions on all connections that are in use, and rolls them back. What it asks of a database after that
   * fails, as does a connection that is not among them.
   *
   * @param signal - aborted when nobody waits for the code any more: it may never come to an end
   * @throws whatever the code throws, the reason of the signal, or a database that cannot begin
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#install()
    const own: Transactions = new Map()
    try {
      const names = [...this.#db.manager.connections.values()]
        .filter(({ state }) => state === 'open')
        .map(({ name }) => name)
      for (const name of names) own.set(name, await this.#db.connection(name).transaction())
      signal?.throwIfAborted()
      const running = this.#own.run(own, work)
      return await (signal ? Promise.race([running, abortOf(signal)]) : running)
    } finally {
      const open = [...own.values()].filter(({ isCompleted }) => !isCompleted)
      // One that is gone keeps no other from being rolled back
      await Promise.allSettled(open.map((transaction) => transaction.rollback()))
    }
  }

  /**
   * Lucid runs everything in a "global" transaction where there is one, which is made for tests. Here, there is one
   * for the code of this run alone.
   */
  #install(): void {
    if (this.#isInstalled) return
    this.#isInstalled = true
    const known = this.#db.connectionGlobalTransactions
    const { get, has } = known
    known.get = (name) => this.#own.getStore()?.get(name) ?? get.call(known, name)
    known.has = (name) => {
      const own = this.#own.getStore()
      if (!own) return has.call(known, name)
      // What is written there would stay
      if (!own.has(name)) throw new E_DEVTOOLS_COMMAND([`the connection "${name}" was not open`])
      return true
    }
  }
}

/** Rejects when a signal is aborted. */
function abortOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  return promise
}
