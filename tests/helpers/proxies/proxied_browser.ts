/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import type { IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { RequestOptions } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import { setTimeout } from 'node:timers/promises'
import type { BootData, JsonValue } from 'reflex-adonis/types'
import { WebSocket } from 'ws'
import { Client, headlessEnvironment } from '../../../src/client/main.ts'
import type { SocketLike } from '../../../src/client/main.ts'
import { clientFeatures } from '../../../src/features/client/main.ts'
import { HOST } from './certificate.ts'
import type { Proxy } from './proxy.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Question {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Every name leads to this machine. */
const lookup: NonNullable<RequestOptions['lookup']> = (_name, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }])
  else done(null, '127.0.0.1', 4)
}

/** Finds what a document hands to the client. */
export function bootOf(html: string): BootData {
  const [, json] = /<script[^>]* id="reflex-boot">(.*?)<\/script>/s.exec(html) ?? []
  if (!json) throw new Error(`No page: ${html.slice(0, 2_000)}`)
  return JSON.parse(json) as BootData
}

/**
 * A browser without a screen that reaches the application by a proxy and its host.
 */
export class ProxiedBrowser {
  readonly cookies = new Map<string, string>()
  readonly origin: string
  #proxy: Proxy
  #clients: Client[] = []
  #sockets: WebSocket[] = []

  constructor(proxy: Proxy) {
    this.#proxy = proxy
    this.origin = `https://${HOST}:${proxy.port}`
  }

  get #cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Asks once, on a connection of its own. What fails on the way is thrown. */
  async request(path: string, { method = 'GET', headers, body }: Question = {}): Promise<Answer> {
    const request = httpsRequest(this.origin + path, {
      method,
      lookup,
      agent: false,
      ca: this.#proxy.certificate.pem,
      headers: { accept: 'text/html', cookie: this.#cookieHeader, ...headers },
    })
    const answered = once(request, 'response') as Promise<[import('node:http').IncomingMessage]>
    request.end(body)
    const [response] = await answered
    for (const line of response.headers['set-cookie'] ?? []) {
      const [pair] = line.split(';')
      const index = pair.indexOf('=')
      this.cookies.set(pair.slice(0, index), pair.slice(index + 1))
    }
    const { statusCode, headers: received } = response
    return { status: statusCode!, headers: received, body: await buffer(response) }
  }

  /** Asks over HTTP/2, as browsers do where a proxy speaks it. */
  async requestHttp2(path: string): Promise<string> {
    const session = connectHttp2(this.origin, {
      createConnection: () =>
        connectTls({
          ...{ host: '127.0.0.1', port: this.#proxy.port, servername: HOST },
          ...{ ca: this.#proxy.certificate.pem, ALPNProtocols: ['h2'] },
        }),
    })
    const stream = session.request({ ':path': path, 'accept': 'application/json' })
    const text = (await buffer(stream)).toString()
    session.close()
    return text
  }

  /** Loads a page, and says what it hands to the client. */
  async load(path: string): Promise<BootData> {
    const { body } = await this.request(path)
    return bootOf(body.toString())
  }

  /** A socket by the bare protocol. */
  socket(headers: Record<string, string> = {}): WebSocket {
    const socket = new WebSocket(`${this.origin.replace('https', 'wss')}/_event`, {
      ca: this.#proxy.certificate.pem,
      lookup,
      headers: { cookie: this.#cookieHeader, origin: this.origin, ...headers },
    } as ConstructorParameters<typeof WebSocket>[2])
    socket.on('error', () => {})
    this.#sockets.push(socket)
    return socket
  }

  /** Loads a page and connects it, with the real client. */
  async open(path: string): Promise<ProxiedTab> {
    const boot = await this.load(path)
    const browser = this
    let sockets = 0
    const Socket = function () {
      sockets++
      return browser.socket()
    } as unknown as new (url: string) => SocketLike
    const environment = headlessEnvironment({
      WebSocket: Socket,
      fetch: async (url, { method, body }) => {
        const { status } = await browser.request(new URL(url, browser.origin).pathname, {
          method,
          body: String(body),
          headers: { 'origin': browser.origin, 'content-type': 'text/plain' },
        })
        return { status, ok: status >= 200 && status < 300 }
      },
      location: {
        href: this.origin + path,
        assign: () => {},
        replace: () => {},
        reload: () => {
          throw new Error('The page was to be loaded again')
        },
      },
    })
    const client = new Client(boot, environment, clientFeatures)
    this.#clients.push(client)
    client.connect()
    return new ProxiedTab(client, () => sockets)
  }

  close(): void {
    for (const client of this.#clients) client.close()
    for (const socket of this.#sockets) socket.terminate()
  }
}

/** A tab with the real client. */
export class ProxiedTab {
  readonly client: Client
  #sockets: () => number

  constructor(client: Client, sockets: () => number) {
    this.client = client
    this.#sockets = sockets
  }

  /** How many sockets it has had. */
  get sockets(): number {
    return this.#sockets()
  }

  async connected(): Promise<void> {
    while (this.client.store.connection.status !== 'connected') await setTimeout(10)
  }

  async call<T>(event: string, ...args: JsonValue[]): Promise<T> {
    return (await this.client.call('DeskState', event, args)) as T
  }
}
