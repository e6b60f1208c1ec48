/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Encryption } from '@adonisjs/core/encryption'
import type { ApplicationService } from '@adonisjs/core/types'
import { TestContext } from '@japa/runner/core'
import type { PluginFn } from '@japa/runner/types'
import type { Reflex } from '../reflex.ts'
import { holdContext } from './held_context.ts'
import type { EventRequestOptions } from './held_context.ts'
import { TestEventRequest } from './test_event_request.ts'

export type { EventRequestOptions } from './held_context.ts'
export { TestEventRequest } from './test_event_request.ts'

declare module '@japa/runner/core' {
  interface TestContext {
    /**
     * Begins an event request: states with a context, without a server. It ends by itself after
     * the test.
     *
     * @param user - signed-in user; undefined for a guest
     */
    beginEventRequest(user?: unknown, options?: EventRequestOptions): Promise<TestEventRequest>
  }
}

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
  return function () {
    TestContext.instanceProperty(
      'beginEventRequest',
      async function (this: TestContext, user?: unknown, options: EventRequestOptions = {}) {
        const service = (await app.container.make('reflex')) as Reflex
        const encryption = await app.container.make(Encryption)
        const held = await holdContext(app, service.bridge, encryption, user, options)
        const event = new TestEventRequest(held, service.states)
        this.cleanup(() => event.end())
        return event
      }
    )
  }
}
