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
import { planOf } from './plan.ts'
import type { ShownTest } from './shown.ts'
import type { Work } from './work.ts'

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
      const { ranQueries } = this.#workOf(tab, command.n)
      const ran = Number.isSafeInteger(command.query) ? ranQueries[command.query] : undefined
      if (!ran) throw new E_DEVTOOLS_COMMAND(['this query is not kept'])
      const { database } = this.#options
      if (!database) throw new E_DEVTOOLS_COMMAND(['the application has no database'])
      return { plan: await planOf(database, ran) }
    }
    if (command.do !== 'edit' && command.do !== 'reset') {
      throw new E_DEVTOOLS_COMMAND(['there is no such command'])
    }
    await this.#change(tab, command)
    return {}
  }

  async #again(tab: Tab, n: number): Promise<ShownRerun> {
    const work = this.#workOf(tab, n)
    const late = new AbortController()
    const { promise, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      const reason = new E_DEVTOOLS_COMMAND(['it does not come to an end'])
      late.abort(reason)
      reject(reason)
    }, PATIENCE)
    try {
      return await Promise.race([this.#options.again.run(tab, work, late.signal), promise])
    } finally {
      clearTimeout(timer)
    }
  }

  async #change(tab: Tab, command: Extract<PanelCommand, { do: 'edit' | 'reset' }>): Promise<void> {
    const { host } = this.#options
    const { shown, visitor } = tab
    if (!shown || !visitor) throw new E_DEVTOOLS_COMMAND(['its page is not shown to anybody'])
    if (!shown.page.reaches(command.state)) {
      throw new E_DEVTOOLS_COMMAND(['the page does not have this state'])
    }
    if (command.do === 'edit' && command.value === undefined) {
      throw new E_DEVTOOLS_COMMAND(['it has no value'])
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
