/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { nameInLog } from '../logging/main.ts'
import type { MountedPage } from '../pages/main.ts'
import type { Action, EventError, JsonValue } from '../protocol/main.ts'
import { errors, runHandler } from '../state/main.ts'
import type { EventDefinition, StateDefinition, StateRegistry } from '../state/main.ts'
import { figures, runningWork, traced } from '../telemetry/main.ts'
import { checkArguments } from './event_arguments.ts'
import { fieldErrors, isValidationError, toEventError } from './event_error.ts'
import type { Tab } from './tab.ts'
import type { TabAnnouncer } from './tab_announcer.ts'
import { E_BACKGROUND_FORM } from './exceptions.ts'
import { applyChange } from './transaction/tab_change.ts'
import type { TabChange } from './transaction/tab_change.ts'
import type { Transactions } from './transaction/transactions.ts'

export interface FormRunnerOptions {
  registry: StateRegistry
  transactions: Transactions
  announcer: TabAnnouncer
}

/** An event that a form calls over plain HTTP. */
export interface FormCall {
  /** State id. */
  state: string
  /** Event name. */
  event: string
  /** What tells the form from others with this event. */
  key?: string
  /** The fields of the form. */
  input: Record<string, JsonValue>
}

/** An event that was found and may run. */
export interface FoundEvent {
  definition: StateDefinition
  event: EventDefinition
  args: JsonValue[]
}

/** What came of it. */
export interface FormOutcome {
  actions: Action[]
  /** Why the fields were refused, by field. */
  errors?: Record<string, string>
}

/**
 * Runs the events of forms that were posted over plain HTTP. It runs in the request of the post
 * itself, which has passed the middleware of the page, so no bridge is needed.
 */
export class FormRunner {
  #options: FormRunnerOptions

  constructor(options: FormRunnerOptions) {
    this.#options = options
  }

  /**
   * @throws E_STATE_UNKNOWN, E_STATE_NOT_REACHABLE, E_EVENT_UNKNOWN, E_EVENT_ARGUMENT,
   *   E_BACKGROUND_FORM
   */
  find(page: MountedPage, { state, event: name, input }: FormCall): FoundEvent {
    const definition = this.#options.registry.require(state)
    if (!page.reaches(state)) {
      throw new errors.E_STATE_NOT_REACHABLE([state, page.definition.route])
    }
    const event = definition.events.get(name)
    if (!event) throw new errors.E_EVENT_UNKNOWN([name, state])
    if (event.background) throw new E_BACKGROUND_FORM([name])
    return { definition, event, args: checkArguments(event, [input]) }
  }

  /**
   * @throws whatever the handler throws, validation errors aside
   */
  run(tab: Tab, ctx: HttpContext, found: FoundEvent): Promise<FormOutcome> {
    const { definition, event } = found
    return traced(
      'form',
      () => ({
        tab: tab.id,
        state: definition.id,
        event: event.name,
        url: tab.shown!.info.url,
        route: tab.shown!.page.definition.route,
        middleware: [],
      }),
      () => this.#run(tab, ctx, found)
    )
  }

  async #run(tab: Tab, ctx: HttpContext, found: FoundEvent): Promise<FormOutcome> {
    const { definition, event } = found
    const start = performance.now()
    let failure: Pick<EventError, 'status' | 'code'> | undefined
    try {
      const name = `${definition.id}.${event.name}`
      const outcome = await runningWork.run(name, () => this.#transact(tab, ctx, found))
      if (outcome.errors) failure = { status: 422, code: 'E_VALIDATION_ERROR' }
      return outcome
    } catch (error) {
      failure = toEventError(error, { development: false })
      nameInLog(ctx, { tab: tab.id, state: definition.id, event: event.name })
      throw error
    } finally {
      const of = { kind: 'form', state: definition.id, event: event.name } as const
      figures.event('form', of.state, of.event, failure?.status, performance.now() - start)
      this.#options.announcer.completed(tab, { ...of, start, failure })
    }
  }

  async #transact(tab: Tab, ctx: HttpContext, found: FoundEvent): Promise<FormOutcome> {
    const { definition, event, args } = found
    const { page } = tab.shown!
    const actions: Action[] = []
    // There is nobody yet to be told
    const apply = (change: TabChange) => {
      applyChange(tab, change)
      actions.push(...change.actions)
    }
    try {
      const { change } = await this.#options.transactions.transact(
        tab,
        { ctx, page, flush: apply },
        (scope) => runHandler(scope, definition, event, args)
      )
      apply(change)
      return { actions }
    } catch (error) {
      if (!isValidationError(error)) throw error
      return { actions: [], errors: fieldErrors(error) }
    }
  }
}
