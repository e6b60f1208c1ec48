/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BrowserStorage } from '../../../src/testing/browser/browser_storage.ts'
import { Client, headlessEnvironment } from '../../../src/client/main.ts'
import type { Environment, Signal, SocketLike } from '../../../src/client/main.ts'
import { clientFeatures } from '../../../src/features/client/main.ts'
import type {
  BootData,
  ClientFrame,
  PageInfo,
  ServerFrame,
  StateSnapshot,
  WelcomeFrame,
} from '../../../src/protocol/main.ts'

/** Time that passes when a test says so. */
export class Clock {
  time = 1_000_000
  #timers = new Map<number, { at: number; callback: () => void }>()
  #lastId = 0

  setTimeout = (callback: () => void, milliseconds: number): number => {
    // As in browsers: what they cannot hold is over at once
    const wait = milliseconds < 2 ** 31 ? milliseconds : 0
    this.#timers.set(++this.#lastId, { at: this.time + wait, callback })
    return this.#lastId
  }

  clearTimeout = (id: unknown): void => {
    this.#timers.delete(id as number)
  }

  /** How many timeouts are set. */
  get pending(): number {
    return this.#timers.size
  }

  advance(milliseconds: number): void {
    const end = this.time + milliseconds
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)
      if (!next || next[1].at > end) break
      this.#timers.delete(next[0])
      this.time = next[1].at
      next[1].callback()
    }
    this.time = end
  }
}

/** The other end of a socket, with the interface of the browser's. */
export class FakeSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  onerror: SocketLike['onerror'] = null
  /** Frames that the client has sent. */
  sent: ClientFrame[] = []
  /** Their texts. */
  texts: string[] = []
  /** The client has closed it. */
  closed = false

  constructor(readonly url: string) {}

  send(text: string): void {
    this.texts.push(text)
    this.sent.push(JSON.parse(text) as ClientFrame)
  }

  close(): void {
    this.closed = true
  }

  open(): void {
    this.onopen?.({} as never)
  }

  receive(frame: ServerFrame): void {
    this.receiveText(JSON.stringify(frame))
  }

  receiveText(data: string): void {
    this.onmessage?.({ data } as never)
  }

  /** The server, or the network, closes it. */
  drop(code = 1006, reason = ''): void {
    this.onclose?.({ code, reason } as never)
  }

  /** Frames of one kind that the client has sent. */
  of<T extends ClientFrame['t']>(type: T): Extract<ClientFrame, { t: T }>[] {
    return this.sent.filter((frame) => frame.t === type) as Extract<ClientFrame, { t: T }>[]
  }
}

export function pageInfo(change: Partial<PageInfo> = {}): PageInfo {
  return {
    id: 'resources/pages/cart.tsx',
    url: '/cart',
    route: 'cart',
    params: {},
    states: ['$app', 'CartState'],
    ...change,
  }
}

export function cartSnapshot(vars: StateSnapshot['v'] = {}): StateSnapshot {
  return { v: { items: [], total: 0, ...vars }, e: ['add', 'load', 'search', 'clear'] }
}

export function bootData(change: Partial<BootData> = {}): BootData {
  return {
    token: 'token-1',
    build: 'build-1',
    development: false,
    page: pageInfo(),
    states: {
      $app: {
        v: { isAuthenticated: false, currentUser: null, messages: {}, language: 'en' },
        e: [],
      },
      CartState: cartSnapshot(),
    },
    ...change,
  }
}

/** A client, and all that is around it. */
export class World {
  clock = new Clock()
  sockets: FakeSocket[] = []
  /** What was done to the address bar. */
  loads: string[] = []
  local = new BrowserStorage()
  session = new BrowserStorage()
  /** The next random number. */
  random = 0
  client: Client

  #signals = new Set<(signal: Signal) => void>()

  constructor(options: { boot?: Partial<BootData>; environment?: Partial<Environment> } = {}) {
    const { sockets, clock, loads } = this
    this.client = new Client(
      bootData(options.boot),
      headlessEnvironment({
        WebSocket: class extends FakeSocket {
          constructor(url: string) {
            super(url)
            sockets.push(this)
          }
        },
        setTimeout: clock.setTimeout,
        clearTimeout: clock.clearTimeout,
        now: () => clock.time,
        random: () => this.random,
        location: {
          href: 'https://shop.test/cart',
          assign: (url) => loads.push(`assign ${url}`),
          replace: (url) => loads.push(`replace ${url}`),
          reload: () => loads.push('reload'),
        },
        storage: this.session,
        localStorage: this.local,
        listen: (listener) => {
          this.#signals.add(listener)
          return () => this.#signals.delete(listener)
        },
        ...options.environment,
      }),
      clientFeatures
    )
  }

  /** The socket of now. */
  get socket(): FakeSocket {
    return this.sockets.at(-1)!
  }

  signal(signal: Signal): void {
    for (const listener of this.#signals) listener(signal)
  }

  /** Opens the socket of now and has the server take it. */
  welcome(change: Partial<WelcomeFrame> = {}): FakeSocket {
    const { socket } = this
    socket.open()
    socket.receive({
      t: 'welcome',
      token: 'token-2',
      build: 'build-1',
      resumed: true,
      id: 0,
      n: 0,
      ...change,
    })
    return socket
  }

  /** A client with a connection. */
  connect(change: Partial<WelcomeFrame> = {}): FakeSocket {
    this.client.connect()
    return this.welcome(change)
  }

  /** Loses the connection and waits for the next attempt. */
  reconnect(change: Partial<WelcomeFrame> = {}): FakeSocket {
    this.socket.drop()
    this.clock.advance(10_000)
    return this.welcome(change)
  }
}

/** Loses the sockets of a client, each with a code, as often as it takes until it does something else. */
export function refuse(world: World, code: number, times: number): void {
  for (let time = 0; time < times; time++) {
    world.socket.open()
    world.socket.drop(code)
    if (time < times - 1) world.clock.advance(10_000)
  }
}

/** The document that follows in the same browser tab. */
export function nextDocument(before: World, boot: Partial<BootData> = {}): World {
  const world = new World({ boot, environment: { storage: before.session } })
  world.session = before.session
  world.clock.time = before.clock.time
  world.client.connect()
  return world
}

/** What came of a promise so far. */
export async function outcome(promise: Promise<unknown>): Promise<unknown> {
  const pending = Symbol('pending')
  const result = await Promise.race([
    promise.catch((error: Error & { code?: string }) => `rejected: ${error.code ?? error.message}`),
    new Promise((resolve) => setImmediate(resolve, pending)),
  ])
  return result === pending ? 'pending' : result
}

/** Collects what is written to the console with one of its methods, while a test runs. */
export function captureConsole(
  method: 'warn' | 'error',
  cleanup: (callback: () => void) => void
): string[] {
  const original = console[method]
  const lines: string[] = []
  console[method] = (...args: unknown[]) => lines.push(args.map(String).join(' '))
  cleanup(() => {
    console[method] = original
  })
  return lines
}
