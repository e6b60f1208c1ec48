/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Visitor } from '../../../src/bridge/main.ts'
import { Client, headlessEnvironment } from '../../../src/client/main.ts'
import type { SocketLike } from '../../../src/client/environment.ts'
import { clientFeatures } from '../../../src/features/client/main.ts'
import { CloseCode } from '../../../src/protocol/main.ts'
import type { ClientFrame, JsonValue } from '../../../src/protocol/main.ts'
import type { Link, Tab } from '../../../src/tabs/main.ts'
import type { ModelProcess } from './model_process.ts'

/** A socket to a process, without a network between: what is sent arrives a moment later. */
class ModelSocket implements SocketLike {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  onerror: (() => void) | null = null
  #process: ModelProcess
  #visitor: Visitor
  #tab: Tab | undefined
  #early: ClientFrame[] | undefined
  #closed = false
  #link: Link

  constructor(process: ModelProcess) {
    this.#process = process
    this.#visitor = process.visitor()
    const isOpen = () => !this.#closed
    this.#link = {
      get open() {
        return isOpen()
      },
      send: (text) => this.#later(() => this.onmessage?.({ data: text })),
      close: (code) => this.#end(code),
    }
    this.#later(() => this.onopen?.())
  }

  /** From the browser to the server. */
  send(text: string): void {
    this.#later(() => void this.#receive(JSON.parse(text) as ClientFrame))
  }

  close(): void {
    this.#end(1000)
  }

  /** The network breaks. */
  drop(): void {
    this.#end(1006)
  }

  async #receive(frame: ClientFrame): Promise<void> {
    const { service } = this.#process
    if (frame.t === 'hello') {
      this.#early = []
      try {
        const { session } = this.#process
        this.#tab = await service.greeter.hello(this.#link, frame, this.#visitor, session)
      } catch (error) {
        const { code } = error as { code?: string }
        return this.#end(code === 'E_TAB_TOKEN' ? CloseCode.TokenRefused : CloseCode.TryAgain)
      }
      if (this.#closed) return service.greeter.release(this.#tab, this.#link)
      const early = this.#early
      this.#early = undefined
      for (const each of early) void this.#receive(each)
      return
    }
    if (this.#early) return void this.#early.push(frame)
    if (!this.#tab) return
    if (frame.t === 'ack') this.#tab.outbox.acknowledge(frame.n)
    else if (frame.t === 'ping') this.#link.send('{"t":"pong"}')
    else if (frame.t === 'event' || frame.t === 'nav') {
      service.inbox.receive(this.#tab, frame, this.#visitor)
    }
  }

  #later(work: () => void): void {
    setImmediate(() => {
      if (!this.#closed) work()
    })
  }

  #end(code: number): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#tab) this.#process.service.greeter.release(this.#tab, this.#link)
    setImmediate(() => this.onclose?.({ code }))
  }
}

/** Delays of the client up to a second pass in a fraction of it; limits stay what they are. */
const FASTER = 50

/**
 * A browser tab: the package's client, which connects to one process or another.
 */
export class ModelPage {
  #process: ModelProcess
  #client!: Client
  #socket: ModelSocket | undefined
  #location = { href: '', assign: () => {}, replace: () => {}, reload: () => void this.reload() }

  constructor(process: ModelProcess) {
    this.#process = process
  }

  async open(url: string): Promise<void> {
    this.#begin(await this.#process.document(url))
  }

  /** Loads the document anew, as of the same tab. */
  async reload(): Promise<void> {
    const { url } = this.#client.store.page
    const [tab] = this.#token.split('.', 1)
    this.#socket?.drop()
    this.#client.close()
    this.#begin(await this.#process.document(url, tab))
  }

  /** Its next socket is one to another process. */
  moveTo(process: ModelProcess): void {
    this.#process = process
    this.drop()
  }

  drop(): void {
    this.#socket?.drop()
  }

  close(): void {
    this.#client.close()
  }

  call(state: string, event: string, ...args: JsonValue[]): Promise<unknown> {
    return this.#client.call(state, event, args).catch((error: unknown) => error)
  }

  async navigate(url: string): Promise<unknown> {
    const result = await this.#client.pages.navigate(url).catch((error: unknown) => error)
    this.#location.href = `http://localhost${this.url}`
    return result
  }

  get url(): string {
    return this.#client.store.page.url
  }

  get connected(): boolean {
    return this.#client.store.connection.status === 'connected'
  }

  /** The vars of a state, as the page shows them. */
  shows(state: string): Readonly<Record<string, JsonValue>> | undefined {
    return this.#client.store.state(state)?.vars
  }

  #token = ''

  #begin(boot: Awaited<ReturnType<ModelProcess['document']>>): void {
    this.#token = boot.token
    const open = () => (this.#socket = new ModelSocket(this.#process))
    class Socket {
      constructor() {
        return open()
      }
    }
    this.#location.href = `http://localhost${boot.page.url}`
    const environment = headlessEnvironment({
      WebSocket: Socket as unknown as new (url: string) => SocketLike,
      location: this.#location,
      setTimeout: (callback, time) => setTimeout(callback, time <= 1_000 ? time / FASTER : time),
    })
    this.#client = new Client(boot, environment, clientFeatures)
    this.#client.connect()
  }
}
