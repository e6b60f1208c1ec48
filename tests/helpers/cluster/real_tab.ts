/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { BootData, EventError, JsonValue, ServerFrame } from 'reflex-adonis/types'
import { WebSocket } from 'ws'
import { Client, headlessEnvironment } from '../../../src/client/main.ts'
import type { SocketLike } from '../../../src/client/main.ts'
import { clientFeatures } from '../../../src/features/client/main.ts'
import type { Cluster } from './cluster.ts'

/** An origin that the lab allows, whatever port a process has. */
const ORIGIN = 'https://partner.example'

/**
 * A browser tab with the real client, whose sockets go to any process of a cluster.
 */
export class RealTab {
  readonly client: Client
  /** What the document says. */
  readonly boot: BootData
  /** Addresses for which it has left its page. */
  readonly left: string[] = []
  /** Header with the cookies of the browser, which its next socket sends. */
  cookie: string
  #sockets: WebSocket[]
  #errors: EventError[]

  private constructor(
    boot: BootData,
    cookie: string,
    client: Client,
    sockets: WebSocket[],
    errors: EventError[]
  ) {
    this.boot = boot
    this.cookie = cookie
    this.#errors = errors
    this.client = client
    this.#sockets = sockets
  }

  /** Loads a page from one process and connects to any. */
  static async open(cluster: Cluster, path: string, cookies = ''): Promise<RealTab> {
    const response = await fetch(`http://127.0.0.1:${cluster.anyPort()}${path}`, {
      headers: { accept: 'text/html', cookie: cookies },
    })
    const html = await response.text()
    const [, json] = /id="reflex-boot">(.*?)<\/script>/s.exec(html) ?? []
    if (!json) throw new Error(`No page: ${response.status} ${html.slice(0, 2_000)}`)
    const cookie = cookiesOf(response, cookies)

    let tab: RealTab | undefined
    const sockets: WebSocket[] = []
    const errors: EventError[] = []
    class AnySocket extends WebSocket {
      constructor() {
        const headers = { cookie: tab?.cookie ?? cookie, origin: ORIGIN }
        super(`ws://127.0.0.1:${cluster.anyPort()}/_event`, { headers })
        sockets.push(this)
        this.on('message', (data: Buffer) => {
          const frame = JSON.parse(data.toString()) as ServerFrame
          if (frame.t === 'error') errors.push(frame)
        })
        this.on('error', () => {})
      }
    }
    const environment = headlessEnvironment({
      // The first attempts come at once: on a busy machine a later one would find its member gone
      random: () => Math.random() / 1_000,
      WebSocket: AnySocket as unknown as new (url: string) => SocketLike,
      location: {
        href: `http://127.0.0.1${path}`,
        assign: (url: string | URL) => tab?.left.push(String(url)),
        replace: (url: string | URL) => tab?.left.push(String(url)),
        reload: () => {
          throw new Error('The page was to be loaded again')
        },
      },
    })
    const boot = JSON.parse(json) as BootData
    const client = new Client(boot, environment, clientFeatures)
    tab = new RealTab(boot, cookie, client, sockets, errors)
    tab.client.connect()
    return tab
  }

  /** The next error frame with a code. */
  async told(code: string): Promise<EventError> {
    for (;;) {
      const found = this.#errors.find((error) => error.code === code)
      if (found) return found
      await setTimeout(10)
    }
  }

  /** Resolves when it has connected anew, after as many sockets as it had. */
  async renewed(sockets: number): Promise<void> {
    while (this.#sockets.length <= sockets || this.status !== 'connected') await setTimeout(10)
  }

  /** How many sockets it has had. */
  get sockets(): number {
    return this.#sockets.length
  }

  get status(): string {
    return this.client.store.connection.status
  }

  async call<T>(state: string, event: string, ...args: JsonValue[]): Promise<T> {
    return (await this.client.call(state, event, args)) as T
  }

  /** Cuts the connection, as a network does. */
  cut(): void {
    this.#sockets.at(-1)?.terminate()
  }

  close(): void {
    this.client.close()
    for (const socket of this.#sockets) socket.terminate()
  }
}

/** The cookies of a browser after a response. */
export function cookiesOf(response: Response, before: string): string {
  const cookies = new Map<string, string>()
  for (const line of [...before.split('; '), ...response.headers.getSetCookie()]) {
    const [pair] = line.split(';')
    const index = pair.indexOf('=')
    if (index > 0) cookies.set(pair.slice(0, index), pair.slice(index + 1))
  }
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}
