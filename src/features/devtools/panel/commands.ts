/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { State } from '../../../state/main.ts'
import type { FeatureHost, Tab } from '../../../tabs/main.ts'
import type { JournalEnd, JournalEntry } from '../entries.ts'
import type { Again, ShownRerun } from './again.ts'
import { E_DEVTOOLS_COMMAND } from './exceptions.ts'
import type { ShownTest } from './shown.ts'
import type { RanQuery, Work } from './work.ts'

/** What the panel asks for. */
export type PanelCommand =
  | { do: 'again'; n: number }
  | { do: 'test' }
  | { do: 'explain'; n: number; query: number }
  | { do: 'edit'; state: string; name: string; value: unknown }
  | { do: 'reset'; state: string; name: string }

export interface CommandsOptions {
  host: FeatureHost
  database: Database | undefined
  again: Again
  /** Work of a tab by its number; undefined where it is gone. */
  workOf(tab: Tab, n: number): Work | undefined
  /** What a tab has done since its document. */
  entriesOf(tab: Tab): readonly (JournalEntry | JournalEnd)[]
  /** Writes that as a test. */
  writeTest(entries: readonly (JournalEntry | JournalEnd)[]): Promise<ShownTest>
}

/** How databases are asked what they would do, without that they do it. */
const EXPLAIN: Record<string, string> = {
  'better-sqlite3': 'EXPLAIN QUERY PLAN',
  'sqlite3': 'EXPLAIN QUERY PLAN',
}

/** Milliseconds that an event has which is run again. */
const PATIENCE = 10_000

/**
 * What the panel can do with a tab besides looking at it.
 */
export class Commands {
  #options: CommandsOptions

  constructor(options: CommandsOptions) {
    this.#options = options
  }

  /**
   * @returns what is told to the panel
   * @throws E_DEVTOOLS_COMMAND, and what the command brings about
   */
  async run(tab: Tab, command: PanelCommand): Promise<unknown> {
    if (command.do === 'again') return this.#again(tab, command.n)
    if (command.do === 'test') {
      const { entriesOf, writeTest } = this.#options
      return writeTest(entriesOf(tab))
    }
    if (command.do === 'explain') {
      const ran = this.#workOf(tab, command.n).ranQueries[command.query]
      if (!ran) throw new E_DEVTOOLS_COMMAND(['this query is not kept'])
      return { plan: await this.#explain(ran) }
    }
    if (command.do !== 'edit' && command.do !== 'reset') {
      throw new E_DEVTOOLS_COMMAND(['there is no such command'])
    }
    await this.#change(tab, command)
    return {}
  }

  async #again(tab: Tab, n: number): Promise<ShownRerun> {
    const work = this.#workOf(tab, n)
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => reject(new E_DEVTOOLS_COMMAND(['it does not come to an end'])),
      PATIENCE
    )
    try {
      return await Promise.race([this.#options.again.run(tab, work), late])
    } finally {
      clearTimeout(timer)
    }
  }

  async #explain({ connection, sql, bindings }: RanQuery): Promise<string[]> {
    const { database } = this.#options
    if (!database) throw new E_DEVTOOLS_COMMAND(['the application has no database'])
    const client = database.connection(connection)
    const { driverName = '' } = client.getReadClient().client as { driverName?: string }
    const words = EXPLAIN[driverName] ?? 'EXPLAIN'
    // Text of PostgreSQL has its values by number, which Knex would not fill in again
    const text = sql.replaceAll(/\$\d+/g, '?')
    const result: unknown = await client.rawQuery(`${words} ${text}`, [...bindings] as string[])
    return rowsOf(result).map((row) => ('detail' in row ? String(row.detail) : textOf(row)))
  }

  async #change(tab: Tab, command: Extract<PanelCommand, { do: 'edit' | 'reset' }>): Promise<void> {
    const { host } = this.#options
    const { shown, visitor } = tab
    if (!shown || !visitor) throw new E_DEVTOOLS_COMMAND(['its page is not shown to anybody'])
    if (!shown.page.reaches(command.state)) {
      throw new E_DEVTOOLS_COMMAND(['the page does not have this state'])
    }
    const definition = host.states.require(command.state)
    const { name } = command
    if (!definition.baseVars.includes(name) || definition.isSupplied(name)) {
      throw new E_DEVTOOLS_COMMAND([`${name} is not a var that can be set`])
    }
    await host.turns.run(tab, () =>
      host.updates.run(tab, {
        visitor,
        shown,
        definition,
        event: '$devtools',
        handle: async (scope) => {
          await scope.hold(definition)
          const state = scope.view(definition) as State & Record<string, unknown>
          if (command.do === 'edit') state[name] = command.value
          else state.$reset(name as never)
        },
      })
    )
  }

  #workOf(tab: Tab, n: number): Work {
    const work = this.#options.workOf(tab, n)
    if (!work) throw new E_DEVTOOLS_COMMAND(['the journal does not have it any more'])
    return work
  }
}

function rowsOf(result: unknown): Record<string, unknown>[] {
  if (Array.isArray(result)) {
    return (Array.isArray(result[0]) ? result[0] : result) as Record<string, unknown>[]
  }
  return (result as { rows?: Record<string, unknown>[] }).rows ?? []
}

function textOf(row: Record<string, unknown>): string {
  const values = Object.entries(row)
  if (values.length === 1) return String(values[0][1])
  return values.map(([name, value]) => `${name}: ${String(value)}`).join(', ')
}
