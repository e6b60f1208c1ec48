/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ApiResponse } from '@japa/api-client'
import type { PluginFn } from '@japa/runner/types'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { BootData } from '../protocol/main.ts'
import { stateId } from '../state/main.ts'
import type { State, StateClass } from '../state/main.ts'
import { compareState } from './compare_state.ts'
import { difference } from './difference.ts'
import { Journal } from './journal.ts'
import { fail } from './report.ts'
import { bootDataOf } from './shell_document.ts'
import type { ExpectedVars } from './types.ts'

declare module '@japa/api-client' {
  interface ApiResponse {
    /**
     * Returns what the document hands to the client: the page and its states.
     *
     * @throws AssertionError when the response is not a page
     */
    reflexPage(): Omit<BootData, 'token'>

    /**
     * @param id - file of the page, relative to the application root: `resources/pages/cart.tsx`
     * @throws AssertionError when the response is another page, or not a page
     */
    assertReflexPage(id: string): void

    /**
     * @param expected - vars by name, and parts of them: what is left out can have any value
     * @throws AssertionError when a var of the page has another value
     *
     * @example
     * ```ts
     * const response = await client.get('/cart').loginAs(user)
     * response.assertReflexState(CartState, { count: 1 })
     * ```
     */
    assertReflexState<S extends State>(state: StateClass<S>, expected: ExpectedVars<S>): void
  }
}

/** A response is one document: there are no frames to show. */
const NO_FRAMES = new Journal()

/**
 * Plugin for `@japa/api-client` with assertions on the page and states of a response. `loginAs` of
 * auth and `withSession` of session work as for any other request.
 *
 * @example
 * ```ts
 * // tests/bootstrap.ts
 * import { reflexApiClient } from 'reflex-adonis/plugins/api_client'
 *
 * export const plugins = [apiClient(), sessionApiClient(app), authApiClient(app), reflexApiClient()]
 * ```
 */
export function reflexApiClient(): PluginFn {
  return function () {
    ApiResponse.macro('reflexPage', function reflexPage(this: ApiResponse) {
      const boot = bootDataOf(this.text())
      if (!boot) {
        const message = `Expected a page, got status ${this.status()} and "${this.text().slice(0, 200)}"`
        fail({ message }, NO_FRAMES, reflexPage)
      }
      const { token, ...page } = boot
      return page
    })

    ApiResponse.macro('assertReflexPage', function assertReflexPage(this: ApiResponse, id: string) {
      const actual = this.reflexPage().page.id
      const differences = difference(id, actual, 'page')
      if (differences.length === 0) return
      const message = 'Expected another page'
      fail({ message, differences, expected: id, actual }, NO_FRAMES, assertReflexPage)
    })

    ApiResponse.macro('assertReflexState', function assertReflexState<
      S extends State,
    >(this: ApiResponse, state: StateClass<S>, expected: ExpectedVars<S>) {
      const { states } = this.reflexPage()
      const own = states[stateId(state)]?.v
      const vars = own && { ...states[APP_STATE_ID]?.v, ...own }
      const found = compareState(state, expected, vars)
      if (found) fail(found, NO_FRAMES, assertReflexState)
    })
  }
}
