/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import type { Qs } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import { cookieJarOf } from '../../bridge/main.ts'
import type { MountedPage } from '../../pages/main.ts'
import { STORED_EVENT } from '../../protocol/main.ts'
import type { JsonValue } from '../../protocol/main.ts'
import { errors, runInScope } from '../../state/main.ts'
import type {
  BridgeMode,
  EventScope,
  StateDefinition,
  StateExtension,
  StateTree,
} from '../../state/main.ts'
import type { EnlistRequest, EventCall, EventRun, Feature } from '../../tabs/main.ts'
import { takeValue } from './given_value.ts'
import { PagePlaces, pathOf } from './page_places.ts'
import { PLACES, placedVars, placesExtension } from './placed_vars.ts'
import type { PlacedVar } from './placed_vars.ts'
import { RequestPlaces } from './request_places.ts'
import type { SeenCookies } from './request_places.ts'

/** Bytes of name and value of a cookie that browsers keep. */
const COOKIE_SIZE = 4_096

/** Milliseconds until the log is told of the same var again. */
const COMPLAINT_PAUSE = 60_000

export interface VarPlacesOptions {
  encryption: Encryption
  logger: Logger
  /** Reads query strings as the application does. */
  qs: Qs
  /** How events of a state run. */
  mode: (definition: StateDefinition) => BridgeMode
}

/**
 * Keeps vars in step with their places in the browser: cookies, its storage and the address bar.
 */
export class VarPlaces implements Feature {
  readonly name = PLACES
  #options: VarPlacesOptions
  #pages = new WeakMap<readonly StateDefinition[], PagePlaces>()
  #seen = new WeakMap<StateTree, SeenCookies>()
  /** When the log was told of a var, in milliseconds of the monotonic clock. */
  #complained = new Map<string, number>()

  constructor(options: VarPlacesOptions) {
    this.#options = options
  }

  /**
   * @throws E_PLACE_VALIDATOR, E_STATE_SCOPE
   */
  extend(definition: StateDefinition): StateExtension | undefined {
    return placesExtension(definition)
  }

  /**
   * @throws E_QUERY_NAME_TAKEN, E_COOKIE_WITHOUT_REQUEST
   */
  verify({ definition, definitions }: MountedPage): void {
    this.#of(definitions).verify(definition.id, this.#options.mode)
  }

  /**
   * @returns undefined where no var of the page is in a cookie or in the address
   */
  enlist({ tab: { states }, definitions, ctx }: EnlistRequest): RequestPlaces | undefined {
    const page = this.#of(definitions)
    if (page.isEmpty) return undefined
    const { encryption, qs } = this.#options
    return new RequestPlaces({
      page,
      states,
      seen: this.#seenBy(states),
      request: ctx && { ctx, jar: cookieJarOf(ctx, encryption) },
      refused: (placed) => this.#refuse(placed),
      parse: (query) => qs.parse(query) as Record<string, JsonValue>,
      written: (placed, size) => {
        if (size > COOKIE_SIZE) this.#tooLong(placed, size)
      },
    })
  }

  /** The event by which a browser tells what it has stored for a state. */
  claim({ definition, name, sent }: EventCall): EventRun<JsonValue | undefined> | undefined {
    if (name !== STORED_EVENT || !definition.extension.kept) return undefined
    return {
      handle: (scope) => this.#takeStored(scope, definition, sent),
      answer: (refused) => (refused === undefined ? undefined : { r: refused }),
    }
  }

  /**
   * Takes what a browser has stored for a state.
   *
   * @param args - of the event
   * @returns names of the vars that do not take it, if any
   * @throws E_EVENT_ARGUMENT; what the state's `$stored` throws
   */
  async #takeStored(
    scope: EventScope,
    definition: StateDefinition,
    args: readonly JsonValue[]
  ): Promise<JsonValue | undefined> {
    const [values] = args
    if (args.length !== 1 || typeof values !== 'object' || values === null) {
      throw new errors.E_EVENT_ARGUMENT([1, STORED_EVENT, 'It holds values of vars by name'])
    }
    const state = scope.view(definition)
    const refused: string[] = []
    for (const name of definition.extension.kept!) {
      if (!Object.hasOwn(values, name)) continue
      const placed = placedVars(definition).get(name)!
      const taken = await takeValue(placed, (values as Record<string, JsonValue>)[name])
      if (taken) scope.write(definition.id, name, taken.value)
      else {
        this.#refuse(placed)
        refused.push(name)
      }
    }
    const origin = `${definition.id}.$stored`
    await runInScope(scope, origin, () => scope.update(() => state.$stored()))
    return refused.length > 0 ? refused : undefined
  }

  /** A browser keeps no cookie of that size, and does not say so. */
  #tooLong(placed: PlacedVar, size: number): void {
    const path = pathOf(placed)
    const now = performance.now()
    if (now - (this.#complained.get(path) ?? -Infinity) < COMPLAINT_PAUSE) return
    this.#complained.set(path, now)
    this.#options.logger.warn(
      { var: path, size },
      'cookie of %s not kept: it has %d bytes, and browsers keep at most %d',
      path,
      size,
      COOKIE_SIZE
    )
  }

  #refuse(placed: PlacedVar): void {
    this.#options.logger.debug(
      { var: pathOf(placed), in: placed.place.in },
      'value of a browser refused'
    )
  }

  /** The vars of states that a request brings with it. */
  #of(definitions: readonly StateDefinition[]): PagePlaces {
    let page = this.#pages.get(definitions)
    if (!page) this.#pages.set(definitions, (page = new PagePlaces(definitions)))
    return page
  }

  #seenBy(states: StateTree): SeenCookies {
    let seen = this.#seen.get(states)
    if (!seen) this.#seen.set(states, (seen = new Map()))
    return seen
  }
}
