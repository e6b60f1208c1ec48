/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import type { BootData, EventError, JsonValue, ServerFrame, UpdateFrame } from 'reflex-adonis/types'
import { WebSocket } from 'ws'

type Answer = UpdateFrame & { id: number }

/** How long a test waits for a frame that must come. */
const PATIENCE = 40_000

/**
 * The socket of a page, by the bare protocol and nothing of our client.
 */
export class SocketTab {
  readonly socket: WebSocket
  readonly frames: ServerFrame[] = []
  readonly opened: Promise<void>
  #id = 0
  #waiting: { match: (frame: ServerFrame) => boolean; resolve: (frame: never) => void }[] = []
  readonly #closed = Promise.withResolvers<number>()
  /** How the socket was closed. */
  #end: string | undefined

  constructor(
    base: string,
    readonly boot: BootData,
    headers: Record<string, string>
  ) {
    this.socket = new WebSocket(`${base.replace('http', 'ws')}/_event`, {
      headers: { origin: base, ...headers },
    })
    this.socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString())))
    this.socket.on('close', (code, reason: Buffer) => {
      this.#end = `closed with ${code} ${reason.toString()}`
      this.#closed.resolve(code)
    })
    this.opened = once(this.socket, 'open').then(() => undefined)
  }

  /** Says hello, as the client does first of all. */
  async hello(
    values: { n?: number; id?: number; d?: string } = {}
  ): Promise<ServerFrame & { t: 'welcome' }> {
    const { token, build, page, n } = this.boot
    // Ids go on where the last socket of the tab has ended
    this.#id = values.id ?? 0
    const welcome = this.next((frame) => frame.t === 'welcome')
    this.send({ t: 'hello', v: 1, token, build, url: page.url, n: n ?? 0, id: 0, ...values })
    const answer = (await welcome) as ServerFrame & { t: 'welcome' }
    if (values.id === undefined) this.#id = answer.id
    // The next socket shows who has the tab now
    this.boot.token = answer.token
    return answer
  }

  send(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Calls an event and waits for its answer. */
  async call(state: string, event: string, ...args: unknown[]): Promise<Answer> {
    const id = ++this.#id
    const answer = this.answer(id)
    this.send({ t: 'event', id, s: state, e: event, a: args as JsonValue[] })
    return answer
  }

  /** What an event returned. */
  async value<T>(state: string, event: string, ...args: unknown[]): Promise<T> {
    const answer = await this.call(state, event, ...args)
    if (answer.x) throw new Error(`${state}.${event} failed: ${JSON.stringify(answer.x)}`)
    return answer.r as T
  }

  /** Why an event failed. */
  async failure(state: string, event: string, ...args: unknown[]): Promise<EventError> {
    const answer = await this.call(state, event, ...args)
    if (!answer.x) throw new Error(`${state}.${event} did not fail: ${JSON.stringify(answer)}`)
    return answer.x
  }

  async navigate(url: string): Promise<Answer> {
    const id = ++this.#id
    const answer = this.answer(id)
    this.send({ t: 'nav', id, url })
    return answer
  }

  /** The frame that answers an event. */
  answer(id: number): Promise<Answer> {
    return this.next((frame) => frame.t === undefined && frame.id === id) as Promise<Answer>
  }

  /** The next frame that matches. */
  next(match: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    const { promise, resolve, reject } = Promise.withResolvers<ServerFrame>()
    const timer = setTimeout(() => reject(this.#nothingCame()), PATIENCE)
    const over = () => clearTimeout(timer)
    promise.then(over, over)
    this.#waiting.push({ match, resolve })
    return promise
  }

  #nothingCame(): Error {
    const { readyState } = this.socket
    const state = this.#end ?? `in state ${readyState}`
    const frames = JSON.stringify(this.frames.slice(-3))
    return new Error(`No such frame came, but ${frames}; the socket is ${state}`)
  }

  /** The close code, once the server has closed the socket, which may have been before it is asked for. */
  closed(): Promise<number> {
    return this.#closed.promise
  }

  close(): void {
    this.socket.close()
  }

  #receive(frame: ServerFrame): void {
    this.frames.push(frame)
    const index = this.#waiting.findIndex(({ match }) => match(frame))
    if (index !== -1) this.#waiting.splice(index, 1)[0].resolve(frame as never)
  }
}
