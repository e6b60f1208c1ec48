/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BootData } from '../../protocol/main.ts'
import { bootDataOf } from '../shell_document.ts'
import type { TestBrowser } from '../test_browser.ts'

/** Redirects that a browser follows before it gives up. */
const REDIRECTS = 20

/** What an address has led to. */
export interface LoadedDocument {
  /** Address after all redirects: path and query string. */
  url: string
  status: number
  text: string
  /** What the shell of a page hands to the client; undefined where the document is none. */
  boot: BootData | undefined
}

/**
 * Loads documents over HTTP as a browser does: with its cookies, and along redirects.
 */
export async function loadDocument(
  browser: TestBrowser,
  base: string,
  url: string
): Promise<LoadedDocument> {
  let address = new URL(url, base)
  for (let turn = 0; turn < REDIRECTS; turn++) {
    const response = await browser.fetch(address.href, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (location !== null && response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      address = new URL(location, address)
      continue
    }
    const text = await response.text()
    return {
      url: address.pathname + address.search,
      status: response.status,
      text,
      boot: bootDataOf(text),
    }
  }
  throw new Error(`"${url}" redirects without an end`)
}
