/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from '@adonisjs/core/logger'
import type { Database } from '@adonisjs/lucid/database'
import { everyTable } from '../capture/main.ts'
import type { Change } from '../capture/main.ts'
import type { Clock } from '../live/main.ts'
import { tableName } from '../sql/main.ts'
import { Gaps } from './gaps.ts'
import { LOG_TABLE } from './trigger_sql.ts'

/** Milliseconds between two looks. */
const INTERVAL = 1_000

/** Milliseconds for which a transaction may be open and still be noticed. */
const WINDOW = 60_000

/** Milliseconds for which rows of the log are kept, for processes that look seldom. */
const KEPT = 600_000

/** Rows that are read at once. */
const PAGE = 1_000

/** Ids before the newest one that may belong to transactions which are open when the first look is taken. */
const BEFORE = 1_000

/** What a log is read with. */
export interface LogParts {
  db: Database
  /** Name of the connection whose database has the triggers. */
  connection: string
  /** Hears what was changed, by whomever. */
  receive: (changes: readonly Change[]) => void
  logger: Logger
  clock: Clock
}

interface LogRow {
  id: number | string
  table_name: string
  operation: 'insert' | 'update' | 'delete' | 'truncate'
  key_name: string
  row_key: string | Buffer | null
}

/**
 * Reads what triggers have noted, once a second: writes of other programs, cascades, SQL by hand. Ids are given before
 * a transaction is committed, so those that are missing are looked for again for a minute.
 *
 * SQLite is asked first whether another connection has written at all, which costs next to nothing.
 */
export class ChangeLog {
  readonly #parts: LogParts
  readonly #outside = AsyncLocalStorage.snapshot()
  #gaps: Gaps | undefined
  #dataVersion: unknown
  #cancel = () => {}
  #lookedAt = 0
  /** The newest id of a while ago, before which rows are removed. */
  #kept: { id: number; at: number } | undefined
  #isClosed = false
  #looking: Promise<void> | undefined

  constructor(parts: LogParts) {
    this.#parts = parts
  }

  /** Begins with what is noted from now on. */
  async open(): Promise<void> {
    this.#gaps = await this.#begin()
    this.#lookedAt = this.#parts.clock.now()
    this.#schedule()
  }

  /** Looks no more. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel()
    await this.#looking
  }

  /** Looks, and tells what has come until now. What fails is logged, and tried again a second later. */
  look(): Promise<void> {
    this.#cancel()
    const looking = (this.#looking ?? Promise.resolve())
      .then(() => this.#lookSafely())
      .finally(() => {
        if (this.#looking !== looking) return
        this.#looking = undefined
        this.#schedule()
      })
    this.#looking = looking
    return looking
  }

  #schedule(): void {
    if (this.#isClosed) return
    this.#cancel()
    this.#cancel = this.#outside(() => this.#parts.clock.after(INTERVAL, () => void this.look()))
  }

  get #client() {
    const { db, connection } = this.#parts
    return db.connection(connection, { mode: 'write' })
  }

  async #begin(): Promise<Gaps> {
    const { clock } = this.#parts
    const rows = (await this.#client
      .from(LOG_TABLE)
      .select('id')
      .orderBy('id', 'desc')
      .limit(BEFORE)) as Pick<LogRow, 'id'>[]
    const ids = rows.map(({ id }) => Number(id)).reverse()
    const highest = ids.at(-1) ?? 0
    const gaps = new Gaps(ids.length > 0 ? Math.max(0, highest - BEFORE) : 0)
    for (const id of ids) gaps.take(id, clock.now())
    return gaps
  }

  async #lookSafely(): Promise<void> {
    const { clock, logger, receive, connection } = this.#parts
    try {
      const now = clock.now()
      // Rows may have been removed that were never read
      const isLate = now - this.#lookedAt > KEPT / 2
      const changes = (await this.#isUnchanged()) ? [] : await this.#read(now)
      if (this.#gaps!.expire(now - WINDOW) || isLate) changes.push(everyTable(connection))
      this.#lookedAt = now
      if (changes.length > 0) this.#outside(() => receive(changes))
      await this.#clean(now)
    } catch (error) {
      if (!this.#isClosed)
        logger.error({ err: error, connection }, 'changes noted by triggers could not be read')
    }
  }

  /** Whether SQLite says that no other connection has written since the last look. */
  async #isUnchanged(): Promise<boolean> {
    const client = this.#client
    if (client.dialect.name !== 'better-sqlite3') return false
    const [row] = (await client.rawQuery('pragma data_version')) as { data_version: number }[]
    const isSame = row.data_version === this.#dataVersion
    this.#dataVersion = row.data_version
    return isSame
  }

  async #read(now: number): Promise<Change[]> {
    const gaps = this.#gaps!
    const changes: Change[] = []
    const take = (rows: LogRow[]) => {
      for (const row of rows) {
        if (gaps.take(Number(row.id), now)) changes.push(this.#changeOf(row))
      }
    }
    const missing = gaps.ranges
    if (missing.length > 0) {
      const query = this.#client.from(LOG_TABLE)
      for (const { from, to } of missing) query.orWhereBetween('id', [from, to])
      take((await query.orderBy('id')) as LogRow[])
    }
    let rows: LogRow[]
    do {
      const query = this.#client.from(LOG_TABLE).where('id', '>', gaps.highest)
      rows = (await query.orderBy('id').limit(PAGE)) as LogRow[]
      take(rows)
    } while (rows.length === PAGE)
    return changes
  }

  #changeOf({ table_name: table, operation, key_name: key, row_key: id }: LogRow): Change {
    return {
      connection: this.#parts.connection,
      table: tableName(table),
      operation: operation === 'truncate' ? 'delete' : operation,
      key,
      ids: id === null ? 'all' : [id.toString()],
      columns: 'all',
    }
  }

  /** Removes rows that every process has read. */
  async #clean(now: number): Promise<void> {
    this.#kept ??= { id: this.#gaps!.highest, at: now }
    if (now - this.#kept.at < KEPT) return
    const { id } = this.#kept
    this.#kept = { id: this.#gaps!.highest, at: now }
    if (id > 0) await this.#client.from(LOG_TABLE).where('id', '<=', id).delete()
  }
}
