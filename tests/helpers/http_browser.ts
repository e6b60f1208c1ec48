/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BootData } from 'reflex-adonis/types'
import { SocketTab } from './socket_tab.ts'

/**
 * A browser without a screen: keeps cookies, loads pages and opens their sockets by the bare
 * protocol.
 */
export class HttpBrowser {
  readonly cookies = new Map<string, string>()
  headers: Record<string, string> = {}
  #tabs: SocketTab[] = []

  /**
   * @param base - address of the application, without a slash at the end
   */
  constructor(readonly base: string) {}

  /** Its open tabs. */
  get tabs(): readonly SocketTab[] {
    return this.#tabs
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(this.base + path, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        cookie: this.cookieHeader,
        ...this.headers,
        ...(init.headers as Record<string, string>),
      },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';')
      const index = pair.indexOf('=')
      const name = pair.slice(0, index)
      if (/max-age=(0|-\d)/i.test(cookie) || /expires=thu, 01 jan 1970/i.test(cookie)) {
        this.cookies.delete(name)
      } else {
        this.cookies.set(name, pair.slice(index + 1))
      }
    }
    return response
  }

  /** Brings the ticket of a frame to the server, as the client does. */
  redeem(ticket: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch('/_event/cookies', {
      method: 'POST',
      body: ticket,
      headers: { 'content-type': 'text/plain', 'origin': this.base, ...headers },
    })
  }

  /** A browser with the same cookies, as a thief would have it. */
  clone(): HttpBrowser {
    const copy = new HttpBrowser(this.base)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }

  signIn(id: number): Promise<Response> {
    return this.fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ id: String(id) }) })
  }

  /** Loads a page and says what its shell hands to the client. */
  async load(path: string): Promise<BootData> {
    const response = await this.fetch(path)
    const html = await response.text()
    const json = /<script[^>]* id="reflex-boot">(.*?)<\/script>/s.exec(html)
    if (!json) throw new Error(`No page at ${path}: ${response.status} ${html.slice(0, 2_000)}`)
    return JSON.parse(json[1]) as BootData
  }

  /** Loads a page and opens its socket. */
  async open(path: string): Promise<SocketTab> {
    return this.connect(await this.load(path))
  }

  /** Opens the socket of a page that was loaded. */
  async connect(boot: BootData, headers: Record<string, string> = {}): Promise<SocketTab> {
    const tab = new SocketTab(this.base, boot, {
      cookie: this.cookieHeader,
      ...this.headers,
      ...headers,
    })
    this.#tabs.push(tab)
    await tab.opened
    return tab
  }

  close(): void {
    for (const tab of this.#tabs) tab.close()
  }
}
