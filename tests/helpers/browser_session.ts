/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AddressInfo } from 'node:net'
import server from '@adonisjs/core/services/server'
import { HttpBrowser } from './http_browser.ts'

/** Address of the running application. */
export function baseUrl(): string {
  const address = server.getNodeServer()!.address() as AddressInfo
  return `http://localhost:${address.port}`
}

/**
 * A browser without a screen for the application of this process.
 */
export class BrowserSession extends HttpBrowser {
  constructor() {
    super(baseUrl())
  }
}
