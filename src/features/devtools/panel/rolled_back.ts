/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

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
   * Runs code in transactions on all connections that are in use, and rolls them back.
   *
   * @throws whatever the code throws, or a database that cannot begin
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#install()
    const own: Transactions = new Map()
    try {
      const names = [...this.#db.manager.connections.values()]
        .filter(({ state }) => state === 'open')
        .map(({ name }) => name)
      for (const name of names) own.set(name, await this.#db.connection(name).transaction())
      return await this.#own.run(own, work)
    } finally {
      for (const transaction of own.values()) {
        if (!transaction.isCompleted) await transaction.rollback()
      }
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
    known.has = (name) => this.#own.getStore()?.has(name) === true || has.call(known, name)
  }
}
