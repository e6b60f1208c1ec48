/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Harness } from './harness.ts'
import { holdContext } from './held_context.ts'
import type { ContextPlace, EventRequestOptions } from './held_context.ts'
import { TestEventRequest } from './test_event_request.ts'
import { VisitorRequest } from './visitor_request.ts'

/**
 * An event request that a test begins, with the words of `visit` and `connect`.
 *
 * @example
 * ```ts
 * const event = await beginEventRequest(user, { path: '/cart' }).withSession({ coupon: 'SPRING' })
 * const cart = await event.state(CartState)
 * await cart.add({ productId: 1 })
 * event.assertToast('Coffee added')
 * ```
 */
export class EventRequest extends VisitorRequest<TestEventRequest> {
  readonly [Symbol.toStringTag] = 'EventRequest'
  #harness: Harness
  #place: ContextPlace
  #onBegun: (event: TestEventRequest) => void

  /**
   * @param user - signed-in user; nothing for a guest
   * @param onBegun - hears of the request, to end it after the test
   */
  constructor(
    harness: Harness,
    user: unknown,
    options: EventRequestOptions,
    onBegun: (event: TestEventRequest) => void
  ) {
    super()
    const { recently, session = {}, flash = {}, cookies = {}, headers = {}, ...place } = options
    this.#harness = harness
    this.#place = place
    this.#onBegun = onBegun
    if (user) this.as(user)
    if (recently) this.recently()
    this.withSession(session).withFlash(flash).withCookies(cookies).withHeaders(headers)
  }

  protected async open(): Promise<TestEventRequest> {
    const held = await holdContext(this.#harness, this.identity, this.#place)
    const event = new TestEventRequest(this.#harness, held, this.identity.stored)
    this.#onBegun(event)
    return event
  }
}
