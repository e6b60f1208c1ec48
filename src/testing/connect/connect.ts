/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AddressInfo } from 'node:net'
import { E_TEST_NO_SERVER } from '../exceptions.ts'
import type { Harness } from '../harness.ts'
import { PageRequest } from '../page_request.ts'
import { networkLine } from '../browser/http_line.ts'
import { TestBrowser } from '../browser/test_browser.ts'
import { ConnectedTab } from './connected_tab.ts'

/**
 * A tab that a test opens: first the page over HTTP, then the real client over a real socket.
 *
 * @example
 * ```ts
 * const tab = await connect('/cart').as(user)
 * ```
 */
export class Connect extends PageRequest<ConnectedTab> {
  #harness: Harness
  #base: string | undefined
  #onTab: (tab: ConnectedTab) => void

  /**
   * @param onTab - hears of each tab, to close it after the test
   */
  constructor(harness: Harness, path: string, onTab: (tab: ConnectedTab) => void) {
    super(path)
    this.#harness = harness
    this.#onTab = onTab
  }

  /**
   * Connects to another process of the application, which has the same key and session store.
   *
   * @param base - its base URL: `http://localhost:3334`
   */
  at(base: string): this {
    this.#base = base
    return this
  }

  protected async create(): Promise<ConnectedTab> {
    const base = this.#base ?? (await this.#ownAddress())
    const harness = this.#harness
    const browser = await TestBrowser.create(harness, this.identity, networkLine)
    const isNamed = this.#base !== undefined
    return new ConnectedTab({ harness, browser, base, isNamed, onTab: this.#onTab })
  }

  /** @throws E_TEST_NO_SERVER */
  async #ownAddress(): Promise<string> {
    const server = await this.#harness.app.container.make('server')
    const address = server.getNodeServer()?.address() as AddressInfo | null | undefined
    if (!address) throw new E_TEST_NO_SERVER()
    return `http://localhost:${address.port}`
  }
}
