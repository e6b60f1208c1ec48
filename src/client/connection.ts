/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CloseCode, PROTOCOL_VERSION } from '../protocol/main.ts'
import type {
  BootData,
  ClientFrame,
  ServerFrame,
  UpdateFrame,
  WelcomeFrame,
} from '../protocol/main.ts'
import { AnswerWatch } from './answer_watch.ts'
import { Blockade } from './blockade.ts'
import { forgetCalls, keepCalls } from './carried_calls.ts'
import type { ConnectionHandler } from './connection_handler.ts'
import { Cookies } from './cookies.ts'
import type { Environment, Signal, SocketLike } from './environment.ts'
import { ReflexError, connectionClosed, frameTooLarge } from './errors.ts'
import { openSocket } from './open_socket.ts'
import { Outbox } from './outbox.ts'
import type { CarriedCall, Message } from './outbox.ts'
import { usesOf } from './page_uses.ts'
import { Refusals } from './refusals.ts'
import { endReloads } from './reload.ts'
import { RetryDelays } from './retry_delays.ts'
import { socketUrl } from './socket_url.ts'
import type { ConnectionInfo, Store } from './store.ts'
import { Timer } from './timer.ts'

/** Milliseconds. */
const HELLO_LIMIT = 10_000
const PING_INTERVAL = 25_000
const PONG_LIMIT = 10_000
const PROBE_LIMIT = 5_000
const ACK_DELAY = 1_000
/** A connection that held so long was a good one: delays and reloads begin anew. */
const STABLE = 5_000

/** Frames that may go unacknowledged until one is acknowledged at once. */
const ACK_FRAMES = 20

/** A number that no frame has, so that the server cannot go on from it and sends a snapshot. */
const NONE = Number.MAX_SAFE_INTEGER

export type ConnectionOptions = Pick<BootData, 'token' | 'build' | 'n' | 'socketUrl' | 'page'>

/**
 * The tab's line to the server: one socket at a time, and the same messages and frames, each once
 * and in order, however many sockets it takes.
 */
export class Connection {
  #environment: Environment
  #store: Store
  #handler: ConnectionHandler
  #url: string
  #token: string
  /** Name of this document among those that may have the tab. */
  #document: string
  #build: string
  /** A server of another build was there: the next one is told what the page uses. */
  #meetsOthers = false
  #refusals: Refusals

  #outbox: Outbox
  #socket: SocketLike | undefined
  #connected = false
  #stopped = false
  #connectedAt = 0
  #delays: RetryDelays

  /** Number of the last frame that was applied, and of the last that the server knows of. */
  #applied: number
  #acknowledged: number

  #cookies: Cookies
  /** Frames that wait until the browser has the cookies of the one before them. */
  #held: UpdateFrame[] | undefined

  #retry: Timer
  #ack: Timer
  #ping: Timer
  #watch: AnswerWatch
  #blockade: Blockade
  /** Runs while the server owes an answer: the welcome or a pong. */
  #deadline: Timer

  constructor(
    options: ConnectionOptions,
    environment: Environment,
    store: Store,
    handler: ConnectionHandler
  ) {
    this.#environment = environment
    this.#store = store
    this.#handler = handler
    this.#url = socketUrl(options.socketUrl, environment.location.href)
    this.#cookies = new Cookies(environment, this.#url)
    this.#token = options.token
    this.#outbox = new Outbox(options.page.user)
    this.#document = Math.floor(environment.random() * Number.MAX_SAFE_INTEGER).toString(36)
    this.#applied = this.#acknowledged = options.n ?? 0
    this.#build = options.build
    this.#refusals = new Refusals(environment)
    this.#delays = new RetryDelays(environment)
    this.#retry = new Timer(environment, () => this.#connect())
    this.#ack = new Timer(environment, () => this.#acknowledge())
    this.#ping = new Timer(environment, () => this.#probe(PONG_LIMIT))
    this.#watch = new AnswerWatch(this.#outbox, environment, {
      ask: (ids) => this.#probe(PONG_LIMIT, ids),
      reconnect: () => this.#disconnect(),
    })
    this.#deadline = new Timer(environment, () => this.#disconnect())
    this.#blockade = new Blockade(environment, this.#url, () => this.#outbox.post())
  }

  /** Id of the tab. */
  get tab(): string {
    return this.#token.split('.', 1)[0]
  }

  get connected(): boolean {
    return this.#connected
  }

  /** Connects, and does so again whenever the connection is lost. */
  open(): void {
    if (this.#socket || this.#retry.running) return
    this.#stopped = false
    this.#connect()
  }

  /** Ends it for good. Messages that wait fail. */
  close(): void {
    this.#stop(null)
  }

  /** Sends an event or a navigation, now or when there is a connection. */
  send(message: Message): void {
    if (this.#stopped) return message.fail(connectionClosed())
    if (message.temporal && !this.#connected) return message.over(false)
    if (this.#blockade.stands && message.post) return message.post()
    this.#outbox.add(message)
    this.#flush()
  }

  /** Goes on with a message of the document before, before the connection is opened. */
  carryOn(message: Message, call: CarriedCall): void {
    this.#outbox.add(message, call)
  }

  /**
   * Takes a message back.
   *
   * @returns false when it is too late
   */
  cancel(message: Message): boolean {
    return this.#outbox.cancel(message)
  }

  /** Sends what is worth nothing later, where there is a connection. */
  tell(frame: Extract<ClientFrame, { t: 'prefetch' | 'feature' }>): void {
    if (this.#connected) this.#write(frame)
  }

  /** Takes news from around the page as a reason to look after the connection. */
  notice(signal: Exclude<Signal, 'unload'>): void {
    if (signal === 'leave') {
      // What is acknowledged does not come again should the browser show an old copy of the page.
      if (this.#connected && this.#applied > this.#acknowledged) this.#acknowledge()
    } else if (this.#connected) this.#probe(PROBE_LIMIT)
    else if (this.#retry.running && signal !== 'offline') this.#connect()
  }

  #connect(): void {
    const Socket = this.#environment.WebSocket
    if (!Socket) return
    this.#retry.stop()
    this.#socket = openSocket(Socket, this.#url, {
      isCurrent: (socket) => socket === this.#socket,
      opened: () => {
        this.#blockade.opened()
        this.#greet()
      },
      received: (frame) => this.#guard(() => this.#receive(frame)),
      garbled: () => this.#disconnect(),
      lost: (code, reason) => this.#lost(code, reason),
    })
    this.#blockade.tries()
    this.#deadline.start(HELLO_LIMIT)
  }

  /** Says hello; when it is asked, with what the page uses. */
  #greet(isAsked = false): void {
    this.#write({
      t: 'hello',
      v: PROTOCOL_VERSION,
      token: this.#token,
      build: this.#build,
      url: this.#handler.url(),
      n: this.#applied,
      id: this.#outbox.lastId,
      d: this.#document,
      uses: this.#meetsOthers ? usesOf(this.#store, isAsked) : undefined,
    })
  }

  /** Gives the socket up without waiting for its closing handshake. */
  #disconnect(): void {
    const socket = this.#socket
    if (socket) this.#lost(0)
    socket?.close()
  }

  #lost(code: number, message?: string): void {
    const wasConnected = this.#connected
    this.#release()
    if (code === CloseCode.Replaced) return this.#stop('replaced')
    if (code === CloseCode.Kicked) return this.#stop('kicked', message)
    const isOther = code === CloseCode.OtherBuild || code === CloseCode.PageGone
    // Pages that are asked for are pages of that build
    if (isOther) this.#outdate(true)
    const hasLeft = isOther && this.#outbox.endNavigations(false)
    if (this.#refusals.includes(code) && !hasLeft) {
      const remedy = this.#refusals.remedy(this.#handler.typedAt())
      if (remedy === 'stop') return this.#stop('refused')
      if (remedy === 'reload') {
        // What waits for an answer goes on in the next document
        keepCalls(this.#environment, this.tab, this.#outbox.calls)
        this.#environment.location.reload()
      }
    }
    if (code === CloseCode.TooLarge) this.#outbox.refuseLargest(frameTooLarge())
    const now = this.#environment.now()
    if (wasConnected && now - this.#connectedAt >= STABLE) {
      this.#delays.reset()
      endReloads(this.#environment)
    }
    this.#blockade.lost()
    this.#retry.start(this.#delays.next(code))
    this.#store.setConnection({
      status: 'reconnecting',
      reason: code === CloseCode.PageGone ? 'gone' : this.#blockade.stands ? 'blocked' : null,
      ...(wasConnected && { since: now }),
    })
  }

  #stop(reason: ConnectionInfo['reason'], message?: string): void {
    const socket = this.#socket
    this.#release()
    this.#stopped = true
    this.#retry.stop()
    socket?.close()
    const { since } = this.#store.connection
    this.#store.setConnection({
      status: 'stopped',
      since: since ?? this.#environment.now(),
      reason,
      ...(message && { message }),
    })
    this.#outbox.close()
  }

  #release(): void {
    this.#socket = undefined
    this.#connected = false
    this.#ack.stop()
    this.#ping.stop()
    this.#watch.stop()
    this.#deadline.stop()
    this.#held = undefined
    this.#outbox.disconnected()
    this.#handler.disconnected()
  }

  #receive(frame: ServerFrame): void {
    if (frame.t === 'welcome') return this.#welcome(frame)
    if (frame.t === 'build') {
      this.#meetsOthers = true
      return this.#greet(true)
    }
    // Whatever comes shows that the server is there.
    if (this.#connected) this.#deadline.stop()
    if (frame.t === undefined) this.#update(frame)
    // What is held back is an answer that has come
    else if (frame.t === 'pong') this.#watch.heard(this.#held ? [] : frame.lost)
    else if (frame.t === 'prefetch' || frame.t === 'feature') this.#handler.told(frame)
    else if (frame.t === 'error') {
      if (frame.id === undefined) console.warn(`[reflex] ${frame.code}: ${frame.message}`)
      else this.#outbox.refuse(frame.id, new ReflexError(frame))
    }
  }

  /** A frame that cannot be taken up must not leave others waiting: a snapshot takes their place. */
  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      console.error('[reflex] A frame of the server could not be taken up:', error)
      this.#resynchronize()
    }
  }

  #welcome(frame: WelcomeFrame): void {
    this.#deadline.stop()
    this.#connectedAt = this.#environment.now()
    this.#token = frame.token
    if (!frame.resumed) this.#applied = frame.n
    this.#acknowledged = this.#applied
    this.#refusals.end()
    forgetCalls(this.#environment)
    const outdated = frame.build !== this.#build
    this.#outdate(outdated)
    this.#handler.welcome(frame)
    this.#outbox.welcome(frame)
    if (outdated) this.#outbox.endNavigations(true)
    // Only now, so that what the two have set off comes after what waited already.
    this.#connected = true
    this.#flush()
    this.#ping.start(PING_INTERVAL)
    this.#store.setConnection({ status: 'connected', since: null, reason: null })
  }

  /** Whether the pages of the server have other files than this document has. */
  #outdate(outdated: boolean): void {
    this.#meetsOthers = outdated
    if (outdated !== this.#store.connection.outdated) this.#store.setConnection({ outdated })
  }

  #update(frame: UpdateFrame): void {
    if (!this.#connected || frame.n <= this.#applied) return
    if (this.#held) {
      this.#held.push(frame)
      return
    }
    if (frame.n > this.#applied + 1) {
      console.warn(`[reflex] Frame ${frame.n} came after frame ${this.#applied}.`)
      return this.#disconnect()
    }
    this.#applied = frame.n
    const fits = this.#handler.update(frame)
    if (frame.c !== undefined) void this.#takeCookies(frame, frame.c)
    else this.#settle(frame)
    if (!fits) this.#resynchronize()
    else if (this.#applied - this.#acknowledged >= ACK_FRAMES) this.#acknowledge()
    else if (this.#applied > this.#acknowledged && !this.#ack.running) this.#ack.start(ACK_DELAY)
  }

  #settle(frame: UpdateFrame): void {
    if (!this.#outbox.answer(frame)) this.#handler.news(frame)
  }

  /** The frame counts, and those after it, once the browser has the cookies. */
  async #takeCookies(frame: UpdateFrame, ticket: string): Promise<void> {
    const held: UpdateFrame[] = (this.#held = [])
    const redeemed = await this.#cookies.redeem(ticket)
    this.#guard(() => this.#settle(frame))
    // Another socket has begun meanwhile: what was held comes again there
    if (this.#held !== held) return
    this.#held = undefined
    // A new socket gets a new ticket
    if (!redeemed) this.#disconnect()
    for (const next of held) this.#guard(() => this.#update(next))
  }

  /** Asks for a snapshot. */
  #resynchronize(): void {
    this.#applied = NONE
    this.#disconnect()
  }

  #flush(): void {
    if (!this.#connected) return
    for (const text of this.#outbox.drain(this.#applied)) {
      this.#socket?.send(text)
      this.#acknowledged = this.#applied
      this.#ack.stop()
    }
    this.#watch.look()
  }

  #acknowledge(): void {
    this.#ack.stop()
    this.#acknowledged = this.#applied
    this.#write({ t: 'ack', n: this.#applied })
  }

  /** Finds out whether the server is still there. */
  #probe(limit: number, ids?: number[]): void {
    this.#write({ t: 'ping', ids })
    this.#deadline.start(limit)
    this.#ping.start(PING_INTERVAL)
  }

  #write(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame))
  }
}
