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
import { E_NO_PLUGIN } from './exceptions.ts'
import { harnessOf } from './harness.ts'
import type { Harness } from './harness.ts'
import { holdContext } from './held_context.ts'
import type { EventRequestOptions } from './held_context.ts'
import { TestEventRequest } from './test_event_request.ts'
import { Visit } from './kernel/visit.ts'

export { Connect } from './connect/connect.ts'
export { ConnectedTab } from './connect/connected_tab.ts'
export type { WaitOptions } from './tab/waiting.ts'
export type { Direction, FrameFilter, RuleOptions } from './connect/network.ts'
export { Network } from './connect/network.ts'
export type { EventRequestOptions } from './held_context.ts'
export type { History } from './journal.ts'
export type { ExpectedMail } from './kernel_assertions.ts'
export type { ExpectedFailure, FormFields, StablePage, StateVars } from './types.ts'
export { TestEventRequest } from './test_event_request.ts'
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
        this.cleanup(() => event.end())
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
  return new Visit(requireHarness(), path, (page) => test.cleanup(() => page.close()))
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
  return new Connect(requireHarness(), path, (tab) => test.cleanup(() => tab.close()))
}

function requireHarness(): Harness {
  if (!installed) throw new E_NO_PLUGIN()
  return installed
}
