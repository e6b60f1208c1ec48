/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { leaveSession, extrasOf } from '../../../adonis/main.ts'
import type { JsonValue } from '../../../protocol/main.ts'
import { ComputedCache, EventScope, runHandler } from '../../../state/main.ts'
import type { EventDefinition, StateDefinition, Tree } from '../../../state/main.ts'
import { checkArguments, messageOf, readForm } from '../../../tabs/main.ts'
import type { FeatureHost, FormOptions, Tab } from '../../../tabs/main.ts'
import type { Redaction } from '../redaction.ts'
import { E_DEVTOOLS_COMMAND } from './exceptions.ts'
import { preview } from './preview.ts'
import type { RolledBack } from './rolled_back.ts'
import type { ShownQuery, ShownRepeat, ShownVars } from './shown.ts'
import type { Watch } from './watch.ts'
import { Work } from './work.ts'

/** What an event came to that was run again. */
export interface ShownRerun {
  /** The vars that differ from those before it. */
  changed: ShownVars
  /** What the browser would be asked to do. */
  actions: string[]
  /** What the handler has returned. */
  result?: string
  failure?: string
  queries: ShownQuery[]
  repeats: ShownRepeat[]
  /** Milliseconds. */
  time: number
}

export interface AgainOptions {
  host: FeatureHost
  watch: Watch
  redaction: Redaction
  /** Undefined in an application without Lucid. */
  rolledBack: RolledBack | undefined
  /** What becomes of the fields of a form. */
  form: FormOptions
}

/** An event and what it is run on. */
interface Rerun {
  definition: StateDefinition
  event: EventDefinition
  args: JsonValue[]
  before: Tree
  signal: AbortSignal
}

/**
 * Runs an event again on the states before it. Neither the states of the tab, nor its session, cookies and database
 * are others afterwards. What a handler does elsewhere, as with mails and files, is done again.
 */
export class Again {
  #options: AgainOptions

  constructor(options: AgainOptions) {
    this.#options = options
  }

  /**
   * @param signal - aborted when nobody waits for the event any more, which then goes on without a database
   * @throws E_DEVTOOLS_COMMAND for what cannot be run again, what the page's middleware throws, and the reason of the signal
   */
  async run(tab: Tab, { ran, before }: Work, signal: AbortSignal): Promise<ShownRerun> {
    const { host } = this.#options
    if (!ran || !before)
      throw new E_DEVTOOLS_COMMAND(['the states before it are not kept any more'])
    const definition = host.states.require(ran.state)
    const event = definition.events.get(ran.event)
    if (!event) throw new E_DEVTOOLS_COMMAND(['its state does not have the event any more'])
    if (event.background) throw new E_DEVTOOLS_COMMAND(['it runs in the background'])
    if (definition.extension.around?.has(ran.event)) {
      throw new E_DEVTOOLS_COMMAND(['its files are with the first run'])
    }
    const { form } = this.#options
    const sent = [...ran.args] as JsonValue[]
    const args = checkArguments(event, ran.form ? readForm(sent, ran.form, form) : sent)
    const read = await host.reads.run(tab, host.mode(definition), ({ ctx }) =>
      this.#inRequest(ctx, tab, { definition, event, args, before, signal })
    )
    if (!read) throw new E_DEVTOOLS_COMMAND(['its page is not shown to anybody'])
    return read.value
  }

  async #inRequest(
    ctx: EventScope['ctx'],
    tab: Tab,
    { definition, event, args, before, signal }: Rerun
  ): Promise<ShownRerun> {
    const { host, rolledBack } = this.#options
    const { session } = ctx ? extrasOf(ctx) : {}
    if (session) leaveSession(session)
    const cookies = ctx?.response.getHeader('set-cookie')
    const scope = new EventScope({
      registry: host.states,
      tree: before,
      cache: new ComputedCache(),
      ...(ctx && { ctx }),
      tab: tab.id,
      flush: async () => {},
    })
    const run = () => this.#watched(scope, definition, event, args, before)
    try {
      return await (rolledBack ? rolledBack.run(run, signal) : run())
    } finally {
      scope.rollback()
      await scope.undo()
      ctx?.response.removeHeader('set-cookie')
      if (cookies !== undefined) ctx?.response.header('set-cookie', cookies as string[])
    }
  }

  async #watched(
    scope: EventScope,
    definition: StateDefinition,
    event: EventDefinition,
    args: JsonValue[],
    before: Tree
  ): Promise<ShownRerun> {
    const { watch, redaction } = this.#options
    const work = new Work('event', `${definition.id}.${event.name}`)
    const start = performance.now()
    const outcome: Pick<ShownRerun, 'result' | 'failure'> = {}
    try {
      const value = await watch.within(work, () => runHandler(scope, definition, event, args))
      if (value !== undefined) outcome.result = preview(value, redaction)
    } catch (error) {
      outcome.failure = messageOf(error)
    }
    const time = Math.round((performance.now() - start) * 1_000) / 1_000
    const actions = scope.actions.map(({ type }) => type)
    const failed = outcome.failure !== undefined
    const changed = failed ? {} : changesBetween(before, scope.commit(), redaction)
    const { queries, repeats } = work
    return { changed, actions, ...outcome, queries, repeats, time }
  }
}

function changesBetween(before: Tree, after: Tree, redaction: Redaction): ShownVars {
  const changed: ShownVars = {}
  for (const [id, vars] of Object.entries(after)) {
    if (vars === before[id]) continue
    const others = Object.entries(vars).filter(([name, value]) => before[id]?.[name] !== value)
    if (others.length === 0) continue
    changed[id] = Object.fromEntries(
      others.map(([name, value]) => [name, preview(value, redaction, name)])
    )
  }
  return changed
}
