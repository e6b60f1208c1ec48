/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { TestBrowser } from '../browser/test_browser.ts'
import type { Harness } from '../harness.ts'
import { PageRequest } from '../page_request.ts'
import { kernelLine } from './kernel_line.ts'
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
  #onPage: (page: VisitedPage) => void

  /**
   * @param onPage - hears of the page before it is opened, to close it after the test
   */
  constructor(harness: Harness, path: string, onPage: (page: VisitedPage) => void) {
    super(path)
    this.#harness = harness
    this.#onPage = onPage
  }

  protected async create(): Promise<VisitedPage> {
    const harness = this.#harness
    const browser = await TestBrowser.create(harness, this.identity, kernelLine(harness.app))
    return new VisitedPage({ harness, browser, onPage: this.#onPage })
  }
}
