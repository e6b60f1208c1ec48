/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ExpectedFailure } from './types.ts'
import { VisitorRequest } from './visitor_request.ts'

/** A tab that can be asked for a page. */
interface RequestedPage {
  load(url: string): Promise<unknown>
  assertRefused(expected: ExpectedFailure): void
}

/**
 * A page that a test requests: a promise that begins when it is first awaited, or asked for what
 * comes of it.
 */
export abstract class PageRequest<T extends RequestedPage> extends VisitorRequest<T> {
  readonly [Symbol.toStringTag] = 'PageRequest'
  #path: string

  /** @param path - path and query string */
  constructor(path: string) {
    super()
    this.#path = path
  }

  /** Makes a tab that shows nothing yet. */
  protected abstract create(): Promise<T>

  /**
   * Requests the page and expects it to fail. A redirect is not a failure: await the page and use
   * `assertRedirectsTo`.
   *
   * @throws AssertionError when the page admits the visitor, or fails in another way
   */
  async assertRefused(expected: ExpectedFailure): Promise<void> {
    const page = await this.create()
    await page.load(this.#path).catch(() => {})
    page.assertRefused(expected)
  }

  protected async open(): Promise<T> {
    const page = await this.create()
    await page.load(this.#path)
    return page
  }
}
