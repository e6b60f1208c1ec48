/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import { getActiveTestOrFail } from '@japa/runner'
import { TestContext } from '@japa/runner/core'
import type { PluginFn } from '@japa/runner/types'
import { Connect } from './connect/connect.ts'
import type { ConnectedTab } from './connect/connected_tab.ts'
import { E_NO_PLUGIN } from './exceptions.ts'
import { explorePages } from './exploration/explore.ts'
import type { ExploreOptions } from './exploration/explore.ts'
import { harnessOf } from './harness.ts'
import type { Harness } from './harness.ts'
import { holdContext } from './held_context.ts'
import type { EventRequestOptions } from './held_context.ts'
import { TestEventRequest } from './test_event_request.ts'
import { emptyRooms, TestRoom } from './test_room.ts'
import { Visit } from './kernel/visit.ts'
import type { VisitedPage } from './kernel/visited_page.ts'
import type { State, StateClass } from '../state/main.ts'

export { Connect } from './connect/connect.ts'
export { ConnectedTab } from './connect/connected_tab.ts'
export type { WaitOptions } from './tab/waiting.ts'
export type { Direction, FrameFilter, RuleOptions } from './connect/network.ts'
export { Network } from './connect/network.ts'
export type { ExploredEvent, ExploreOptions } from './exploration/explore.ts'
export type { EventRequestOptions } from './held_context.ts'
export type { History } from './journal.ts'
export type { ExpectedMail } from './kernel_assertions.ts'
export type { ExpectedFailure, FormFields, StablePage, StateVars } from './types.ts'
export { TestEventRequest } from './test_event_request.ts'
export { TestRoom } from './test_room.ts'
export { Visit } from './kernel/visit.ts'
export { VisitedPage } from './kernel/visited_page.ts'

declare module '@japa/runner/core' {
  interface TestContext {
    /**
     * Begins an event request: states with an HTTP context, without a server. It ends by itself
     * after the test.
     *
     * @param user - signed-in user; undefined for a guest
     */
    beginEventRequest(user?: unknown, options?: EventRequestOptions): Promise<TestEventRequest>
  }
}

let installed: Harness | undefined

/**
 * Japa plugin of reflex-adonis.
 *
 * @example
 * ```ts
 * // tests/bootstrap.ts
 * import { reflexPlugin } from 'reflex-adonis/plugins/japa'
 *
 * export const plugins = [assert(), pluginAdonisJS(app), reflexPlugin(app)]
 * ```
 */
export function reflexPlugin(app: ApplicationService): PluginFn {
  return async function () {
    const harness = await harnessOf(app)
    installed = harness

    TestContext.instanceProperty(
      'beginEventRequest',
      async function (this: TestContext, user?: unknown, options: EventRequestOptions = {}) {
        const held = await holdContext(harness, user, options)
        const event = new TestEventRequest(harness, held)
        this.cleanup(async () => {
          try {
            await event.end()
          } finally {
            await emptyRooms(harness)
          }
        })
        return event
      }
    )
  }
}

/**
 * Visits a page through the application's whole kernel, without a socket and without a browser. The
 * page is closed after the running test.
 *
 * It is a function and not a property of the test context: there, `visit` belongs to
 * `@japa/browser-client`.
 *
 * @param path - path and query string
 * @throws E_NO_PLUGIN without `reflexPlugin`; when awaited, ReflexError if the page refuses the
 *   visitor or fails
 *
 * @example
 * ```ts
 * const page = await visit('/cart').as(user).withSession({ coupon: 'SPRING' })
 * await page.state(CartState).add({ productId: 1 })
 * page.assertToast('Coffee added')
 * ```
 */
export function visit(path: string): Visit {
  const test = getActiveTestOrFail()
  const harness = requireHarness()
  return new Visit(harness, path, (page) => test.cleanup(() => closeTab(harness, page)))
}

/**
 * Opens a page over HTTP and connects to it with the client of the package, over a real socket. The
 * tab is closed after the running test. The application's HTTP server must be running.
 *
 * @param path - path and query string
 * @throws E_NO_PLUGIN without `reflexPlugin`; when awaited, E_TEST_NO_SERVER, E_TEST_NO_PAGE
 *
 * @example
 * ```ts
 * const tab = await connect('/cart').as(user)
 * tab.network.cut()
 * await tab.state(CartState).add({ productId: 1 })
 * ```
 */
export function connect(path: string): Connect {
  const test = getActiveTestOrFail()
  const harness = requireHarness()
  return new Connect(harness, path, (tab) => test.cleanup(() => closeTab(harness, tab)))
}

/**
 * The room of a shared state, to prepare and read it. After its test, a room is empty again.
 *
 * @param name - what `static room` returns; omit it if the state has one room for everybody
 * @throws E_NO_PLUGIN without `reflexPlugin`; E_STATE_UNKNOWN
 *
 * @example
 * ```ts
 * await room(LobbyState, 'blue').fill({ lines: ['Hello'] })
 * ```
 */
export function room<S extends State>(state: StateClass<S>, name?: string | number): TestRoom<S> {
  const harness = requireHarness()
  getActiveTestOrFail().cleanup(() => emptyRooms(harness))
  return new TestRoom(harness, state, name)
}

/**
 * Calls events of pages at random, and looks whether something holds after each call. A sequence that fails is
 * made as short as it can be, and printed as a test.
 *
 * @param open - makes the pages of a sequence, one for each user
 * @throws E_NO_PLUGIN without `reflexPlugin`; what does not hold; E_TEST_NO_EVENT; E_TEST_NO_PACKAGE without
 *   fast-check
 *
 * @example
 * ```ts
 * await explore(() => visit('/basket'), {
 *   events: [[BasketState, 'add'], [BasketState, 'checkout']],
 *   invariant: (page) => assert.isAtLeast(page.state(BasketState).count, 0),
 * })
 * ```
 */
export function explore<P extends VisitedPage | ConnectedTab>(
  open: () => PromiseLike<P | readonly P[]>,
  options: ExploreOptions<P>
): Promise<void> {
  const harness = requireHarness()
  const { states } = harness.reflex
  return explorePages<P>(states, open, options, () => emptyRooms(harness))
}

/**
 * The events that no visit, tab or event request of this process has called yet, as `BasketState.add`.
 *
 * @throws E_NO_PLUGIN without `reflexPlugin`
 */
export function uncalledEvents(): string[] {
  const { coverage, reflex } = requireHarness()
  return coverage.uncalled(reflex.states)
}

/** Ends a tab with its test. The next one begins with empty rooms. */
async function closeTab(harness: Harness, tab: VisitedPage | ConnectedTab): Promise<void> {
  try {
    await tab.close()
  } finally {
    await emptyRooms(harness)
  }
}

function requireHarness(): Harness {
  if (!installed) throw new E_NO_PLUGIN()
  return installed
}
