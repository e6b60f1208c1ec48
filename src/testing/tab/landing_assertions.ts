/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { show, showFound } from '../difference.ts'
import { E_TEST_NOTHING_ASSERTED } from '../exceptions.ts'
import { KernelAssertions } from '../kernel_assertions.ts'

/** An address that is the same wherever the browser is. */
const WHOLE = /^(\/|[a-z][a-z\d+.-]*:)/i

/**
 * Assertions on where a tab has come to.
 */
export abstract class LandingAssertions extends KernelAssertions {
  /** File of the page, relative to the application root; empty without one. */
  abstract readonly id: string
  /** Title of the browser tab. */
  abstract readonly title: string | undefined

  /** Address of what the browser shows that has left the pages. */
  protected abstract readonly leftTo: string | undefined
  /** Origin of the application. */
  protected abstract readonly origin: string
  /** Files of all pages of the application. */
  protected abstract readonly pageFiles: string[]

  /**
   * @param file - of the page, relative to the application root: `resources/pages/cart.tsx`
   * @throws AssertionError when the browser shows another page, or none
   */
  assertPage(file: string): void {
    if (this.id === file) return
    const shown = this.id === '' ? `no page, at "${this.url}"` : `"${this.id}" at "${this.url}"`
    const known = this.pageFiles
    const remedy = known.includes(file) ? '' : `; there is no such page, but: ${known.join(', ')}`
    const message = `Expected the page "${file}", got ${shown}${remedy}`
    this.fail({ message, expected: file, actual: this.id }, this.assertPage)
  }

  /**
   * @param url - of what is not a page: path and query string in the application, or with its origin
   * @throws AssertionError when the browser shows a page, or something else; E_TEST_NOTHING_ASSERTED for
   *   an address that depends on where the browser is
   */
  assertLeftTo(url: string): void {
    if (!WHOLE.test(url)) {
      const remedy = 'Write the path, which begins with a slash, or the whole address'
      throw new E_TEST_NOTHING_ASSERTED([`assertLeftTo(${show(url)})`, remedy])
    }
    const left = this.leftTo
    if (left !== undefined && new URL(url, this.origin).href === left) return
    const shown = left === undefined ? `the page at "${this.url}"` : `"${left}"`
    const message = `Expected the browser to leave to "${url}", got ${shown}`
    this.fail({ message, expected: url, actual: left }, this.assertLeftTo)
  }

  /**
   * @throws AssertionError when the last call has not led to an address where nothing is. An event that
   *   does not find something is one that is refused: see `assertRefused`
   */
  assertNotFound(): void {
    const failures = this.journal.missed
    if (failures.some(({ status }) => status === 404)) return
    const message = `Expected to find nothing, got ${this.id === '' ? `"${this.url}"` : `the page at "${this.url}"`}`
    this.fail({ message, expected: 404, actual: failures.at(-1)?.status }, this.assertNotFound)
  }

  /**
   * @throws AssertionError when the browser tab has another title
   */
  assertTitle(title: string): void {
    if (this.title === title) return
    const message = `Expected the title ${JSON.stringify(title)}, got ${showFound(this.title)}`
    this.fail({ message, expected: title, actual: this.title }, this.assertTitle)
  }
}
