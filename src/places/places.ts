/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import type { HttpContext, Qs } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import { cookieJarOf } from '../bridge/main.ts'
import { STORED_EVENT } from '../protocol/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import { errors, runInScope } from '../state/main.ts'
import type { EventScope, PlacedVar, StateDefinition, StateTree } from '../state/main.ts'
import { takeValue } from './given_value.ts'
import { pathOf } from './page_places.ts'
import type { PagePlaces } from './page_places.ts'
import { RequestPlaces } from './request_places.ts'
import type { SeenCookies } from './request_places.ts'

/** Bytes of name and value of a cookie that browsers keep. */
const COOKIE_SIZE = 4_096

/** Milliseconds until the log is told of the same var again. */
const COMPLAINT_PAUSE = 60_000

/**
 * Keeps vars in step with their places in the browser: cookies, its storage and the address bar.
 */
export class Places {
  #encryption: Encryption
  #logger: Logger
  #qs: Qs
  #seen = new WeakMap<StateTree, SeenCookies>()
  /** When the log was told of a var, in milliseconds of the monotonic clock. */
  #complained = new Map<string, number>()

  /**
   * @param qs - reads query strings as the application does
   */
  constructor(encryption: Encryption, logger: Logger, qs: Qs) {
    this.#encryption = encryption
    this.#logger = logger
    this.#qs = qs
  }

  /**
   * Begins a request of a page.
   *
   * @param states - of the tab
   * @returns undefined where no var of the page is in a cookie or in the address
   */
  begin(
    states: StateTree,
    page: PagePlaces,
    ctx: HttpContext | undefined
  ): RequestPlaces | undefined {
    if (page.isEmpty) return undefined
    return new RequestPlaces({
      page,
      states,
      seen: this.#seenBy(states),
      request: ctx && { ctx, jar: cookieJarOf(ctx, this.#encryption) },
      refused: (placed) => this.#refuse(placed),
      parse: (query) => this.#qs.parse(query) as Record<string, JsonValue>,
      written: (placed, size) => {
        if (size > COOKIE_SIZE) this.#tooLong(placed, size)
      },
    })
  }

  /** Whether an event is the one by which a browser tells what it has stored for a state. */
  tellsStored({ stored }: StateDefinition, event: string): boolean {
    return event === STORED_EVENT && stored !== undefined
  }

  /**
   * Takes what a browser has stored for a state.
   *
   * @param args - of the event
   * @returns names of the vars that do not take it, if any
   * @throws E_EVENT_ARGUMENT; what the state's `$stored` throws
   */
  async takeStored(
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
    for (const name of Object.keys(definition.stored!)) {
      if (!Object.hasOwn(values, name)) continue
      const placed = definition.places.get(name)!
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
    this.#logger.warn(
      { var: path, size },
      'cookie of %s not kept: it has %d bytes, and browsers keep at most %d',
      path,
      size,
      COOKIE_SIZE
    )
  }

  #refuse(placed: PlacedVar): void {
    this.#logger.debug({ var: pathOf(placed), in: placed.place.in }, 'value of a browser refused')
  }

  #seenBy(states: StateTree): SeenCookies {
    let seen = this.#seen.get(states)
    if (!seen) this.#seen.set(states, (seen = new Map()))
    return seen
  }
}
