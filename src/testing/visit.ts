/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Harness } from './harness.ts'
import { PageRequest } from './page_request.ts'
import { TestBrowser } from './test_browser.ts'
import type { ExpectedFailure } from './types.ts'
import { VisitedPage } from './visited_page.ts'

/**
 * A visit of a page, without a socket and without a browser.
 *
 * @example
 * ```ts
 * const page = await visit('/cart').as(user).withSession({ coupon: 'SPRING' })
 * ```
 */
export class Visit extends PageRequest<VisitedPage> {
  #harness: Harness
  #path: string
  #onPage: (page: VisitedPage) => void

  /**
   * @param onPage - hears of the page before it is opened, to close it after the test
   */
  constructor(harness: Harness, path: string, onPage: (page: VisitedPage) => void) {
    super()
    this.#harness = harness
    this.#path = path
    this.#onPage = onPage
  }

  /**
   * Visits the page and expects it to fail. A redirect is not a failure: await the visit and use
   * `assertRedirectsTo` of the page.
   *
   * @throws AssertionError when the page admits the visitor, or fails in another way
   */
  async assertRefused(expected: ExpectedFailure): Promise<void> {
    const page = await this.#create()
    await page.click(this.#path).catch(() => {})
    page.assertRefused(expected)
  }

  protected async open(): Promise<VisitedPage> {
    const page = await this.#create()
    await page.click(this.#path)
    return page
  }

  async #create(): Promise<VisitedPage> {
    const browser = await TestBrowser.create(this.#harness, this.identity)
    const page = await VisitedPage.create(this.#harness, browser, this.#onPage)
    this.#onPage(page)
    return page
  }
}
