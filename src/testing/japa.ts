/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import { getActiveTestOrFail } from '@japa/runner'
import { Test, TestContext } from '@japa/runner/core'
import type { PluginFn } from '@japa/runner/types'
import { CleanUps } from './clean_ups.ts'
import type { Enrolled } from '../features/auth/flows/main.ts'
import { Connect } from './connect/connect.ts'
import type { ConnectedTab } from './connect/connected_tab.ts'
import { E_NO_PLUGIN } from './exceptions.ts'
import { explorePages } from './exploration/explore.ts'
import type { ExploreOptions } from './exploration/explore.ts'
import { harnessOf } from './harness.ts'
import type { Harness } from './harness.ts'
import { EventRequest } from './event_request.ts'
import type { EventRequestOptions } from './held_context.ts'
import { emptyRooms, TestRoom } from './test_room.ts'
import { turnOnTwoFactor } from './two_factor.ts'
import { Visit } from './kernel/visit.ts'
import type { VisitedPage } from './kernel/visited_page.ts'
import type { State, StateClass } from '../state/main.ts'

export { Connect } from './connect/connect.ts'
export { ConnectedTab } from './connect/connected_tab.ts'
export type { WaitOptions } from './tab/waiting.ts'
export type { Direction, FrameFilter, RuleOptions } from './connect/network.ts'
export { Network } from './connect/network.ts'
export type { ExploredEvent, ExploreOptions } from './exploration/explore.ts'
export { EventRequest } from './event_request.ts'
export type { EventRequestOptions } from './held_context.ts'
export type { History } from './journal.ts'
export type { ExpectedMail } from './kernel_assertions.ts'
export type { ExpectedFailure, ExpectedVars, FormFields, StablePage, StateVars } from './types.ts'
export type { RoleOptions } from './screen/drawn_tab.ts'
export type { ScreenElement } from './screen/screen_element.ts'
export { TestEventRequest } from './test_event_request.ts'
export { TestRoom } from './test_room.ts'
export { VisitorRequest } from './visitor_request.ts'
export { Visit } from './kernel/visit.ts'
export { VisitedPage } from './kernel/visited_page.ts'

declare module '@japa/runner/core' {
  interface TestContext {
    /**
     * Begins an event request when it is awaited: states with an HTTP context, without a server. It
     * ends by itself after the test.
     *
     * @param user - signed-in user, as with `as()`; undefined for a guest
     * @throws when awaited, E_NO_CONTEXT; E_NO_AUTH, E_NO_SESSION in an application without what the visitor needs
     *
     * @example
     * ```ts
     * const event = await beginEventRequest(undefined, { path: '/cart' }).as(user)
     * ```
     */
    beginEventRequest(user?: unknown, options?: EventRequestOptions): EventRequest
  }
}

/** The application under test, and what is done after its tests. */
interface Installed {
  harness: Harness
  cleanUps: CleanUps
}

let installed: Installed | undefined

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
    const cleanUps = new CleanUps(() => emptyRooms(harness))
    if (!installed) Test.executing((test) => installed!.cleanUps.watch(test))
    installed = { harness, cleanUps }

    TestContext.instanceProperty(
      'beginEventRequest',
      function (this: TestContext, user?: unknown, options: EventRequestOptions = {}) {
        return new EventRequest(harness, user, options, (event) =>
          cleanUps.after(this.test, () => event.end())
        )
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
  const { harness, cleanUps } = requireInstalled()
  return new Visit(harness, path, (page) => cleanUps.after(test, () => page.close()))
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
  const { harness, cleanUps } = requireInstalled()
  return new Connect(harness, path, (tab) => cleanUps.after(test, () => tab.close()))
}

/**
 * Turns the second factor of a user on, as by `make:auth`.
 *
 * @param user - a stored user of the model of `defineAuth()`
 * @returns its codes, as the authenticator app and the user have them
 * @throws E_NO_PLUGIN without `reflexPlugin`; E_TEST_NO_USER; E_AUTH_CONFIG, E_AUTH_FEATURE where accounts have no second factor
 *
 * @example
 * ```ts
 * const { code } = await twoFactor(user)
 * await page.submit(ChallengeState, 'confirm', { code: code() })
 * ```
 */
export function twoFactor(user: unknown): Promise<Enrolled> {
  return turnOnTwoFactor(requireInstalled().harness, user)
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
  const { harness, cleanUps } = requireInstalled()
  cleanUps.after(getActiveTestOrFail())
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
  const { harness } = requireInstalled()
  const { states } = harness.reflex
  return explorePages<P>(states, open, options, () => emptyRooms(harness))
}

/**
 * The events that no visit, tab or event request of this process has called yet, as `BasketState.add`.
 *
 * @throws E_NO_PLUGIN without `reflexPlugin`
 */
export function uncalledEvents(): string[] {
  const { coverage, reflex } = requireInstalled().harness
  return coverage.uncalled(reflex.states)
}

/** @throws E_NO_PLUGIN */
function requireInstalled(): Installed {
  if (!installed) throw new E_NO_PLUGIN()
  return installed
}
