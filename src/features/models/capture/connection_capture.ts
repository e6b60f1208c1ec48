/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { changesOf } from './builder_changes.ts'
import type { Surroundings } from './builder_changes.ts'
import type { Change } from './change.ts'
import { everyTable } from './change_set.ts'
import { isMysql } from './knex.ts'
import type { KnexBuilder, KnexClient, KnexQuery, KnexTransactor } from './knex.ts'
import { isRefusal, isRollback, isSavepointGone, mayEnd, mayHaveEnded } from './outcome.ts'
import { TransactionRecord } from './transaction_record.ts'

/** What a capture of one connection is told and tells. */
export interface ConnectionOptions extends Surroundings {
  publish(changes: Change[]): void
  /** Hears of each query that went well, in the async context of its caller. */
  responded(query: KnexQuery, builder: KnexBuilder, response: unknown): void
  /** Something that a writer must not suffer from. */
  failed(error: unknown): void
  /** Whether a client is that of the global transaction of a test, which is never committed. */
  isGlobal(client: KnexClient): boolean
}

/**
 * Sees what is written over one connection, and tells it once it is committed.
 *
 * A query belongs to the transaction whose client its builder has: the id that Knex notes on the connection is lost
 * after a savepoint.
 */
export class ConnectionCapture {
  readonly #client: KnexClient
  readonly #options: ConnectionOptions
  readonly #records = new WeakMap<KnexClient, TransactionRecord>()
  readonly #isMysql: boolean
  #isOpen = true

  /** @param client - of the connection's pool */
  constructor(client: KnexClient, options: ConnectionOptions) {
    this.#client = client
    this.#options = options
    this.#isMysql = isMysql(client)
    client.on('query-response', this.#responded)
    this.#followTransactions(client)
  }

  /** Hears of no more queries. Transactions that are open are not told. */
  close(): void {
    this.#isOpen = false
    this.#client.removeListener('query-response', this.#responded)
    // Back to the method of its class, unless somebody else has put another one over it
    if (this.#client.transaction === this.#beginning)
      Reflect.deleteProperty(this.#client, 'transaction')
  }

  #beginning: KnexClient['transaction'] | undefined

  #responded = (response: unknown, query: KnexQuery, builder: KnexBuilder): void => {
    this.#options.responded(query, builder, response)
    const changes = this.#changesOf(query, builder, response)
    const record = this.#records.get(builder.client)
    if (record === undefined) {
      if (changes.length > 0) this.#options.publish(changes)
      return
    }
    if (changes.length > 0) this.#add(record, builder.client, changes)
    if (mayEnd(query.sql, this.#isMysql)) record.doubt()
  }

  #changesOf(query: KnexQuery, builder: KnexBuilder, response: unknown): Change[] {
    try {
      return changesOf(query, builder, response, this.#options)
    } catch (error) {
      this.#options.failed(error)
      return [everyTable(this.#options.connection)]
    }
  }

  #add(record: TransactionRecord, client: KnexClient, changes: Change[]): void {
    if (this.#options.isGlobal(client)) this.#options.publish(changes)
    else record.add(changes)
  }

  /** Has the transactions that begin on a client noted, which are savepoints where it is one's own. */
  #followTransactions(client: KnexClient, parent?: TransactionRecord): void {
    const begin = client.transaction
    const beginning: KnexClient['transaction'] = (container, config, outer) => {
      const noted = (transactor: KnexTransactor) => {
        if (this.#isOpen) this.#follow(transactor, client, parent)
        return container(transactor)
      }
      return begin.call(client, noted, config, outer)
    }
    client.transaction = beginning
    if (client === this.#client) this.#beginning = beginning
  }

  /** Notes what a transaction changes, and how it ends. */
  #follow(transactor: KnexTransactor, outer: KnexClient, parent?: TransactionRecord): void {
    // The savepoints of a test's global transaction are what its code takes for transactions
    const parentInUse = this.#options.isGlobal(outer) ? undefined : parent
    const record = new TransactionRecord(this.#options.publish, parentInUse)
    const { client } = transactor
    this.#records.set(client, record)
    this.#followTransactions(client, record)

    let failure: unknown
    let isLost = false
    client.on('query-error', (error) => {
      failure = error
      isLost ||= !isRefusal(error)
      if (mayHaveEnded(error)) record.doubt()
    })

    const commit = transactor.commit
    transactor.commit = async (value) => {
      if (transactor.isCompleted()) return commit(value)
      failure = undefined
      const wasLost = isLost
      const result = await commit(value)
      if (isSavepointGone(failure)) record.doubt()
      // Who lost the connection while it was committing does not know whether it was
      const mayBeCommitted =
        failure === undefined ? !isRollback(result) : !isRefusal(failure) && !wasLost
      if (mayBeCommitted) record.commit()
      else record.rollback()
      return result
    }
    const rollback = transactor.rollback
    transactor.rollback = (error) => {
      if (!transactor.isCompleted()) record.rollback()
      return rollback(error)
    }
  }
}
