/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { ChangeSet, everyTable } from '../capture/main.ts'
import type { Change } from '../capture/main.ts'
import type { Clock } from '../live/main.ts'
import { tableName } from '../sql/main.ts'
import { Gaps } from './gaps.ts'
import { LOG_TABLE, triggerDialectOf } from './trigger_sql.ts'

/** Milliseconds for which a transaction may be open and still be noticed. */
const WINDOW = 60_000

/** Milliseconds for which rows of the log are kept, for processes that look seldom. */
const KEPT = 600_000

/** Rows that are read at once. */
const PAGE = 1_000

/** Rows that are removed at once. */
const REMOVED = 10_000

/** Ids before the newest one that may belong to transactions which are open when the first look is taken. */
const BEFORE = 1_000

/** What a log is read with. */
export interface ReaderParts {
  db: Database
  /** Name of the connection whose database has the triggers. */
  connection: string
  clock: Clock
}

/** Hears what was noted. */
type Tell = (changes: readonly Change[]) => void

interface LogRow {
  id: number | string
  table_name: string
  operation: 'insert' | 'update' | 'delete' | 'truncate'
  key_name: string
  row_key: string | Buffer | null
}

/**
 * Reads what triggers have noted since it read last. Ids are given before a transaction is committed, so those that are
 * missing are looked for again for a minute.
 *
 * SQLite is asked first whether another connection has written at all, which costs next to nothing.
 */
export class LogReader {
  readonly #parts: ReaderParts
  #gaps: Gaps | undefined
  #dataVersion: number | undefined
  #readAt = 0
  /** The newest id of a while ago, before which rows are removed. */
  #kept: { id: number; at: number } | undefined
  /** Up to which id rows are being removed. */
  #removing = 0

  constructor(parts: ReaderParts) {
    this.#parts = parts
  }

  /** Whether the table is there. Asked so that no database logs an error for it. */
  async isThere(): Promise<boolean> {
    const client = this.#client
    if (triggerDialectOf(client.dialect.name) !== 'postgres') {
      return client.schema.hasTable(LOG_TABLE)
    }
    const answer = (await client.rawQuery('select to_regclass(?)::text as name', [LOG_TABLE])) as {
      rows: [{ name: string | null }]
    }
    return answer.rows[0].name !== null
  }

  /** Whether it knows what it has read. */
  get isStarted(): boolean {
    return this.#gaps !== undefined
  }

  /** Begins with what is noted from now on. Whatever was changed before is not told. */
  async start(): Promise<void> {
    const now = this.#parts.clock.now()
    const rows = (await this.#client
      .from(LOG_TABLE)
      .select('id')
      .orderBy('id', 'desc')
      .limit(BEFORE)) as Pick<LogRow, 'id'>[]
    const ids = rows.map(({ id }) => Number(id)).reverse()
    const highest = ids.at(-1) ?? 0
    const gaps = new Gaps(ids.length > 0 ? Math.max(0, highest - BEFORE) : 0)
    for (const id of ids) gaps.fill(id, now)
    this.#gaps = gaps
    this.#dataVersion = undefined
    this.#readAt = now
    this.#kept = undefined
    this.#removing = 0
  }

  /** Forgets what it has read: the table is not there any more. */
  forget(): void {
    this.#gaps = undefined
  }

  /** Tells what was noted since it read last, in several parts where it is a lot. */
  async read(tell: Tell): Promise<void> {
    const { clock, connection } = this.#parts
    const now = clock.now()
    // Rows may have been removed that were never read
    const isLate = now - this.#readAt > KEPT / 2
    const version = await this.#versionOfData()
    const isUnchanged = version !== undefined && version === this.#dataVersion
    if (!isUnchanged && !(await this.#readRows(now, tell))) {
      await this.start()
      tell([everyTable(connection)])
      return
    }
    this.#dataVersion = version
    if (this.#gaps!.expire(now - WINDOW) || isLate) tell([everyTable(connection)])
    this.#readAt = now
    await this.#clean(now)
  }

  get #client() {
    const { db, connection } = this.#parts
    return db.connection(connection, { mode: 'write' })
  }

  /** A number that SQLite changes when another connection has written; undefined for other databases. */
  async #versionOfData(): Promise<number | undefined> {
    const client = this.#client
    if (client.dialect.name !== 'better-sqlite3') return undefined
    const [row] = (await client.rawQuery('pragma data_version')) as [{ data_version: number }]
    return row.data_version
  }

  /** @returns false where the table was made anew, and counts from one again */
  async #readRows(now: number, tell: Tell): Promise<boolean> {
    const gaps = this.#gaps!
    let rows: LogRow[]
    while (gaps.ranges.length > 0) {
      rows = (await this.#client
        .from(LOG_TABLE)
        .where((query) => {
          for (const { from, to } of gaps.ranges) query.orWhereBetween('id', [from, to])
        })
        .orderBy('id')
        .limit(PAGE)) as LogRow[]
      this.#publish(rows, now, tell)
      if (rows.length < PAGE || gaps.isFull) break
    }
    do {
      const client = this.#client
      rows = (await client
        .from(LOG_TABLE)
        .where('id', '>', gaps.highest)
        .orWhere('id', '=', client.from(LOG_TABLE).max('id'))
        .orderBy('id')
        .limit(PAGE)) as LogRow[]
      if (rows.length > 0 && Number(rows[0].id) < gaps.highest) return false
      this.#publish(rows, now, tell)
    } while (rows.length === PAGE)
    return true
  }

  #publish(rows: readonly LogRow[], now: number, tell: Tell): void {
    const changes = new ChangeSet()
    for (const row of rows) {
      if (this.#gaps!.fill(Number(row.id), now)) changes.add(this.#changeOf(row))
    }
    if (!changes.isEmpty) tell(changes.take())
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

  /** Removes rows that every process has read, not so many at once that others wait for it. */
  async #clean(now: number): Promise<void> {
    const { highest } = this.#gaps!
    this.#kept ??= { id: highest, at: now }
    if (now - this.#kept.at >= KEPT) {
      this.#removing = this.#kept.id
      this.#kept = { id: highest, at: now }
    }
    if (this.#removing === 0) return
    const [{ lowest }] = (await this.#client.from(LOG_TABLE).min('id as lowest')) as [
      { lowest: number | string | null },
    ]
    const to = Math.min(this.#removing, Number(lowest ?? Infinity) + REMOVED)
    if (lowest !== null) await this.#client.from(LOG_TABLE).where('id', '<=', to).delete()
    if (to === this.#removing) this.#removing = 0
  }
}
