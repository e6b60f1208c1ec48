/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BootData } from 'reflex-adonis/types'
import { SocketTab } from '../helpers/socket_tab.ts'
import type { FuzzServer } from './fuzz_server.ts'

/**
 * A browser that may be used well or badly: has cookies, loads pages and opens their sockets.
 */
export class Visitor {
  readonly server: FuzzServer
  readonly cookies = new Map<string, string>()

  constructor(server: FuzzServer) {
    this.server = server
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async fetch(path: string): Promise<string> {
    const response = await fetch(this.server.url + path, {
      headers: { accept: 'text/html', cookie: this.cookie },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(line)!
      this.cookies.set(name, value)
    }
    return response.text()
  }

  /** Loads a page and says what its document hands to the client. */
  async load(path: string): Promise<BootData & { csrf?: string }> {
    const html = await this.fetch(path)
    const [, json] = / id="reflex-boot">(.*?)<\/script>/s.exec(html) ?? []
    if (!json) throw new Error(`No page at ${path}: ${html.slice(0, 500)}`)
    const [, csrf] = /name="_csrf" value="([^"]*)"/.exec(html) ?? []
    return { ...(JSON.parse(json) as BootData), csrf }
  }

  /** Opens the socket of a page that was loaded, without a hello. */
  async connect(boot: BootData): Promise<SocketTab> {
    const tab = new SocketTab(this.server.url, boot, { cookie: this.cookie })
    tab.socket.on('error', () => {})
    await tab.opened
    return tab
  }

  /** Loads a page and opens its socket. */
  async open(path: string): Promise<SocketTab> {
    const tab = await this.connect(await this.load(path))
    await tab.hello()
    return tab
  }
}
