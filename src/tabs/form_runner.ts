/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { MountedPage } from '../pages/mounted_page.ts'
import type { Places, RequestPlaces } from '../places/main.ts'
import type { Action, JsonValue } from '../protocol/main.ts'
import type { Rooms } from '../rooms/main.ts'
import { errors, runHandler } from '../state/main.ts'
import type { EventDefinition, EventScope, StateDefinition, StateRegistry } from '../state/main.ts'
import { takeOver } from './change_frame.ts'
import { checkArguments } from './event_arguments.ts'
import { fieldErrors, isValidationError } from './event_error.ts'
import type { Tab } from './tab.ts'
import { E_BACKGROUND_FORM } from './tasks/exceptions.ts'

export interface FormRunnerOptions {
  registry: StateRegistry
  rooms: Rooms
  places: Places
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
  async run(tab: Tab, ctx: HttpContext, found: FoundEvent): Promise<FormOutcome> {
    const { definition, event, args } = found
    const { places, rooms } = this.#options
    const placed = places.begin(tab.states, tab.shown!.page.places, ctx)
    const scope = tab.states.begin({
      ctx,
      flush: async (current) => keep(tab, current, placed),
      hold: (state) => rooms.hold(tab, state, ctx),
    })
    try {
      await runHandler(scope, definition, event, args)
      keep(tab, scope, placed)
      return { actions: scope.actions }
    } catch (error) {
      scope.rollback()
      if (!isValidationError(error)) throw error
      return { actions: [], errors: fieldErrors(error) }
    }
  }
}

/** A step of an event stays, whatever comes after. There is nobody yet to be told. */
function keep(tab: Tab, scope: EventScope, placed: RequestPlaces | undefined): void {
  const change = tab.states.prepare(scope)
  const address = placed?.settle(change.tree, tab.shown!.info.url)
  takeOver(tab, change, [], address)
  scope.resume(change.whole)
}
