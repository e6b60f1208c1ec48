/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { E_INVALID_CONFIG } from '../../exceptions.ts'
import type { EventScope } from '../../state/main.ts'
import { within } from '../../within.ts'
import { WriteCapture, everyTable } from './capture/main.ts'
import { LiveEngine, databaseRows, systemClock, LIVE_LIMITS } from './live/main.ts'
import type { ErrorLog, LiveHost, LiveLimits } from './live/main.ts'
import { ChangeNews } from './news/main.ts'
import type { ChangeBus } from './news/main.ts'
import { ChangeLog } from './triggers/main.ts'
import { OwnWrites } from './vars/main.ts'

/** How what other programs write is seen. */
export interface OutsideWriters {
  /** Milliseconds between two looks at what triggers have noted. */
  every: number
  /** Connections whose databases have the triggers; the default one when left out. */
  connections?: readonly string[]
}

/** Milliseconds that an end waits for a database. */
const GOODBYE = 500

export interface LivePartsOptions {
  db: Database
  bus: ChangeBus
  host: LiveHost<EventScope>
  logger: ErrorLog
  limits: Partial<LiveLimits>
  /** Undefined where only what this application writes is seen. */
  outside?: OutsideWriters
}

/** What follows the database of an application, in one process. */
export class LiveParts {
  readonly db: Database
  readonly capture: WriteCapture
  readonly engine: LiveEngine<EventScope>
  readonly news: ChangeNews
  readonly writes: OwnWrites
  readonly #logs: readonly ChangeLog[]
  #listening: Promise<void> | undefined
  #closed: Promise<void> | undefined
  readonly #seen = new WeakSet<LucidModel>()

  /**
   * @throws E_INVALID_CONFIG for a connection that is not there
   */
  constructor({ db, bus, host, logger, limits, outside }: LivePartsOptions) {
    const connections = connectionsOf(db, outside)
    this.db = db
    this.capture = new WriteCapture(logger)
    this.capture.attach(db)
    const rows = databaseRows(db)
    this.engine = new LiveEngine({ capture: this.capture, host, rows, logger, limits })
    this.news = new ChangeNews({
      bus,
      capture: this.capture,
      receive: (changes) => this.engine.receive(changes),
      missed: () => this.engine.receive([...db.manager.connections.keys()].map(everyTable)),
      logger,
      clock: systemClock,
      collect: limits.collect ?? LIVE_LIMITS.collect,
    })
    this.writes = new OwnWrites(this.capture)
    this.#logs = connections.map(
      (connection) =>
        new ChangeLog({
          db,
          connection,
          every: outside!.every,
          receive: (changes) => this.engine.receive(changes),
          logger,
          clock: systemClock,
        })
    )
  }

  /**
   * Hears what others have written, from now on.
   *
   * @throws E_STORE_REFUSED
   */
  start(): Promise<void> {
    if (this.#closed) return this.#closed
    return (this.#listening ??= this.#listen())
  }

  async #listen(): Promise<void> {
    // A database that does not answer keeps nobody from starting
    for (const log of this.#logs) void log.open()
    await this.news.listen()
  }

  /** Notes the primary keys of a model and of those that it is related to. */
  see(model: LucidModel): void {
    if (this.#seen.has(model)) return
    this.#seen.add(model)
    model.boot()
    const key = model.$getColumn(model.primaryKey)
    if (key) this.capture.learnKey(model.table, key.columnName)
    for (const relation of model.$relationsDefinitions.values()) this.see(relation.relatedModel())
  }

  /** Tells what is left, and follows nothing more. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    this.engine.close()
    const looks = Promise.all(this.#logs.map((log) => log.close()))
    await Promise.all([this.news.close(), within(GOODBYE, looks)])
    this.capture.close()
  }
}

/** The connections whose triggers are read. */
function connectionsOf(db: Database, outside: OutsideWriters | undefined): readonly string[] {
  if (outside === undefined) return []
  const { connections = [db.primaryConnectionName] } = outside
  for (const name of connections) {
    if (db.manager.has(name)) continue
    const known = [...db.manager.connections.keys()].join(', ')
    throw new E_INVALID_CONFIG([
      'live.outside.connections',
      `there is no connection "${name}" in config/database.ts, only ${known}`,
    ])
  }
  return connections
}
