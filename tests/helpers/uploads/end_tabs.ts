/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import reflex from 'reflex-adonis/services/main'
import type { HttpBrowser } from '../http_browser.ts'
import { waitingFiles } from './raw_upload.ts'

/** Ends the tabs of a browser, and resolves when their files are gone. */
export async function endTabs(browser: HttpBrowser): Promise<void> {
  const { registry } = reflex.tabs
  for (const { boot } of browser.tabs) {
    const tab = registry.find(boot.token.split('.', 1)[0])
    if (tab) registry.drop(tab)
  }
  browser.close()
  while ((await waitingFiles()).length > 0) await setTimeout(5)
}
