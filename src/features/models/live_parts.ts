/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { EventScope } from '../../state/main.ts'
import { WriteCapture } from './capture/main.ts'
import { LiveEngine, databaseRows, systemClock, LIVE_LIMITS } from './live/main.ts'
import type { ErrorLog, LiveHost, LiveLimits } from './live/main.ts'
import { ChangeNews } from './news/main.ts'
import type { ChangeBus } from './news/main.ts'
import { OwnWrites } from './vars/main.ts'

export interface LivePartsOptions {
  db: Database
  bus: ChangeBus
  host: LiveHost<EventScope>
  logger: ErrorLog
  limits: Partial<LiveLimits>
}

/** What follows the database of an application, in one process. */
export class LiveParts {
  readonly db: Database
  readonly capture: WriteCapture
  readonly engine: LiveEngine<EventScope>
  readonly news: ChangeNews
  readonly writes: OwnWrites
  readonly #seen = new WeakSet<LucidModel>()

  constructor({ db, bus, host, logger, limits }: LivePartsOptions) {
    this.db = db
    this.capture = new WriteCapture(logger)
    this.capture.attach(db)
    const rows = databaseRows(db)
    this.engine = new LiveEngine({ capture: this.capture, host, rows, logger, limits })
    this.news = new ChangeNews({
      bus,
      capture: this.capture,
      receive: (changes) => this.engine.receive(changes),
      clock: systemClock,
      collect: limits.collect ?? LIVE_LIMITS.collect,
    })
    this.writes = new OwnWrites(this.capture)
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
  async close(): Promise<void> {
    this.engine.close()
    await this.news.close()
    this.capture.close()
  }
}
