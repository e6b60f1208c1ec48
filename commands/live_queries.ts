/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Database } from '@adonisjs/lucid/database'
import type {} from '@adonisjs/lucid/database_provider'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import {
  LOG_TABLE,
  triggerDialectOf,
  triggerStatements,
} from '../src/features/models/triggers/main.ts'
import type { NotedTable } from '../src/features/models/triggers/main.ts'
import type { ResolvedReflexConfig } from '../src/define_config.ts'
import { publish } from '../src/scaffolding/main.ts'
import { stubsRoot } from '../stubs/main.ts'

/** A statement as it stands in a migration. */
function literalOf(sql: string): string {
  return `\`${sql.replaceAll(/[`\\]|\$\{/g, String.raw`\$&`)}\``
}

/** The schemas of PostgreSQL in which tables are looked for; other databases do not ask. */
function schemasOf(db: Database, connection: string): string[] {
  const config = db.manager.get(connection)?.config
  const path = config !== undefined && 'searchPath' in config ? config.searchPath : undefined
  return path ?? ['public']
}

/**
 * `node ace reflex:live --triggers products` writes a migration with triggers, which note what other programs change in
 * a table.
 */
export default class LiveQueries extends BaseCommand {
  static commandName = 'reflex:live'
  static description = 'Write a migration by which pages follow what other programs change'
  static options: CommandOptions = { startApp: true }

  @args.spread({ description: 'Tables whose changes are noted', required: false })
  declare tables?: string[]

  @flags.boolean({ description: 'Write a migration with triggers' })
  declare triggers: boolean

  @flags.string({ description: 'Connection of the tables, as in config/database.ts' })
  declare connection?: string

  async run() {
    if (!this.triggers) return this.#fail('Nothing to do: add --triggers')
    if (!this.app.container.hasBinding('lucid.db'))
      return this.#fail('This application has no Lucid')
    const db = await this.app.container.make('lucid.db')
    const client = db.connection(this.connection)
    const dialect = triggerDialectOf(client.dialect.name)
    if (dialect === undefined) {
      return this.#fail(`No triggers are known for the database "${client.dialect.name}"`)
    }
    const present = await client.getAllTables(schemasOf(db, client.connectionName))
    const tables = await this.#noted(client, present)
    if (tables === undefined) return
    const { up, down } = triggerStatements(dialect, tables, present.includes(LOG_TABLE))
    const codemods = await this.createCodemods()
    await publish(codemods, stubsRoot, 'make/live/triggers.stub', {
      timestamp: Date.now(),
      tables: tables.map(({ table }) => table).join(', '),
      up: up.map(literalOf),
      down: down.map(literalOf),
    })
    const suffix = this.connection === undefined ? '' : ` --connection=${this.connection}`
    this.logger.info(`Run it with: node ace migration:run${suffix}`)
    this.#tellReader(client.connectionName, db.primaryConnectionName)
  }

  /** Says what the configuration lacks, so that what the triggers note is read. */
  #tellReader(connection: string, fallback: string): void {
    const { live } = this.app.config.get<Partial<ResolvedReflexConfig>>('reflex', {})
    if (live?.outside && (live.outside.connections ?? [fallback]).includes(connection)) return
    const outside = connection === fallback ? 'true' : `{ connections: ['${connection}'] }`
    this.logger.info(`Have it read in config/reflex.ts with: live: { outside: ${outside} }`)
  }

  /** The tables with their keys; undefined where one is not there, which has been said. */
  async #noted(
    client: QueryClientContract,
    present: readonly string[]
  ): Promise<NotedTable[] | undefined> {
    const wanted = this.tables ?? []
    const missing = wanted.find((table) => !present.includes(table))
    if (wanted.length === 0 || missing !== undefined) {
      const problem = missing === undefined ? 'Name the tables' : `There is no table "${missing}"`
      return this.#fail(`${problem}. There are: ${present.join(', ')}`)
    }
    const noted: NotedTable[] = []
    for (const table of wanted) {
      const [key] = await client.getPrimaryKeys(table)
      const columns = Object.keys(await client.columnsInfo(table))
      // A table without a key has its rows noted by its first column: pages take that for any row
      noted.push({ table, key: key ?? columns[0] })
    }
    return noted
  }

  #fail(message: string): undefined {
    this.logger.error(message)
    this.exitCode = 1
  }
}
