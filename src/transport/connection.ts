/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { Logger } from '@adonisjs/core/logger'
import { CloseCode, PROTOCOL_VERSION } from '../protocol/main.ts'
import type { ClientFrame, ErrorFrame, HelloFrame } from '../protocol/main.ts'
import type { Visitor } from '../bridge/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import { storeErrors } from '../stores/main.ts'
import { codeAndHelp, messageOf, tabErrors, toEventError } from '../tabs/main.ts'
import type { Link, Tab, TabService } from '../tabs/main.ts'
import { E_FRAME_INVALID, E_FRAME_TOO_LARGE, E_TOO_MANY_EVENTS } from './exceptions.ts'
import { peekEventId, readFrame } from './frame_reader.ts'
import { FrameWriter } from './frame_writer.ts'
import { afterReading } from './deadline.ts'
import { RateLimit } from './rate_limit.ts'

export interface ConnectionLimits {
  /** Bytes that a frame may have. */
  frameSize: number
  /** Frames that a connection may send in a second. */
  eventsPerSecond: number
  /** Bytes that may wait to be sent, before a slow reader is cut off. */
  unsentBytes: number
  /** Milliseconds until the hello must be there. */
  helloTimeout: number
  /** Milliseconds without a sign of life after which a connection is closed. */
  idleTimeout: number
}

export interface ConnectionOptions {
  tabs: TabService
  logger: Logger
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  limits: ConnectionLimits
  visitor: Visitor
  /** Id of the browser session that the cookies show. */
  session: string
}

/** Refused frames after which the connection itself is refused, and how many are forgiven in a second. */
const PATIENCE = 100
const FORGIVEN = 10

/** Frames that may come after the server has closed the connection, before it is cut. */
const LATE_FRAMES = 1_000

/** Bytes that may come before the hello, which has less. What a page uses has more, and is asked for. */
const HELLO_SIZE = 32 * 1024

/**
 * Milliseconds within which a browser answers, if it is there. A busy one takes seconds, and would lose its tab
 * to another window.
 */
const ANSWER_TIME = 4_000

/** Frames that may come while the hello is answered. Our client sends none before the welcome. */
const EARLY_FRAMES = 20

/**
 * One socket: reads and checks its frames, hands them to its tab, and carries frames back.
 */
export class Connection implements Link {
  #socket: WebSocket
  #frames: FrameWriter
  #options: ConnectionOptions
  #rate: RateLimit
  #patience = new RateLimit(FORGIVEN, PATIENCE)
  #tab: Tab | undefined
  #greeted = false
  /** Its page was asked what it uses. */
  #asked = false
  /** Frames that came while the hello was answered. */
  #early: Buffer[] = []
  /** The server has closed it: whatever comes is not read. */
  #closing = false
  #late = 0
  #received = 0
  #refused = 0
  #helloTimer: NodeJS.Timeout | undefined
  /** When the browser last sent something, in milliseconds of the monotonic clock. */
  heardAt = performance.now()

  /** @param wire - what carries the bytes of the socket; undefined for one that no network has brought */
  constructor(socket: WebSocket, wire: Duplex | undefined, options: ConnectionOptions) {
    this.#socket = socket
    const { unsentBytes } = options.limits
    this.#frames = new FrameWriter(socket, wire, { unsentBytes, tooSlow: () => this.#tooSlow() })
    this.#options = options
    this.#rate = new RateLimit(options.limits.eventsPerSecond)
    this.#awaitHello()
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary))
    socket.on('ping', () => this.#pinged())
    socket.on('close', () => this.#closed())
    // A broken connection or frame ends in a close event as well
    socket.on('error', (error) => options.logger.debug({ err: error }, 'socket error'))
  }

  /** Counts bytes that have come, whether or not they make a frame. */
  count(bytes: number): void {
    if (this.#greeted) return
    this.#received += bytes
    // The second hello is a frame like others, and refused as such where it is too large
    const most = this.#asked ? 2 * this.#options.limits.frameSize : 0
    if (this.#received > Math.max(HELLO_SIZE, most)) this.#socket.terminate()
  }

  send(text: string): void {
    this.#frames.send(text)
  }

  /** Closes the connection. From here on nothing of it is read. */
  close(code: number, reason: string): void {
    this.#closing = true
    this.#frames.flush()
    this.#socket.close(code, reason)
  }

  /** Asks the browser, which answers without the page. */
  answers(): Promise<boolean> {
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return Promise.resolve(false)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const late = afterReading(() => resolve(false), ANSWER_TIME)
    const answered = () => resolve(true)
    const gone = () => resolve(false)
    socket.on('pong', answered).on('close', gone)
    socket.ping()
    return promise.finally(() => {
      clearTimeout(late)
      socket.off('pong', answered).off('close', gone)
    })
  }

  /**
   * Closes the connection because the server goes away.
   *
   * @param timeout - milliseconds until it is cut
   */
  async end(timeout: number): Promise<void> {
    if (this.#socket.readyState === this.#socket.CLOSED) return
    const cut = setTimeout(() => this.#socket.terminate(), timeout)
    const closed = once(this.#socket, 'close')
    this.close(CloseCode.GoingAway, 'The server goes away')
    await closed
    clearTimeout(cut)
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** Cuts the connection when nothing was heard for too long. */
  checkIdle(now: number): void {
    if (now - this.heardAt > this.#options.limits.idleTimeout) this.#socket.terminate()
  }

  #tooSlow(): void {
    const fields = { tab: this.#tab?.id }
    this.#options.refusals.warn(fields, 'socket closed: the browser reads too slowly')
    // A close frame would wait behind all that was not read
    this.#socket.terminate()
  }

  #awaitHello(): void {
    // That of the first hello may be over when the second one has its own already
    const timer = afterReading(() => {
      if (timer === this.#helloTimer) this.close(CloseCode.HelloTimeout, 'No hello came in time')
    }, this.#options.limits.helloTimeout)
    this.#helloTimer = timer
  }

  #endHelloTimer(): void {
    clearTimeout(this.#helloTimer)
    this.#helloTimer = undefined
  }

  #closed(): void {
    this.#endHelloTimer()
    if (this.#refused > 1) {
      this.#options.refusals.warn(
        { tab: this.#tab?.id, frames: this.#refused },
        'a socket has closed of which frames were refused'
      )
    }
    if (this.#tab) this.#options.tabs.greeter.release(this.#tab, this)
  }

  /** `ws` answers it. No browser sends any, so none is a reason to go on. */
  #pinged(): void {
    if (!this.#rate.consume()) this.#socket.terminate()
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#closing) {
      if (++this.#late > LATE_FRAMES) this.#socket.terminate()
      return
    }
    this.heardAt = performance.now()
    const bytes = data as Buffer
    const { frameSize, eventsPerSecond } = this.#options.limits
    if (!this.#rate.consume()) {
      this.#refuse(new E_TOO_MANY_EVENTS([eventsPerSecond]), bytes)
      return
    }
    if (bytes.length > frameSize) {
      this.#refuse(new E_FRAME_TOO_LARGE([bytes.length, frameSize]), bytes)
      return
    }
    this.#attempt(bytes, isBinary)
  }

  #attempt(bytes: Buffer, isBinary = false): void {
    try {
      if (isBinary) throw new E_FRAME_INVALID(['it is binary'])
      this.#dispatch(readFrame(bytes.toString()), bytes)
    } catch (error) {
      this.#refuse(error, bytes)
    }
  }

  #dispatch(frame: ClientFrame, bytes: Buffer): void {
    if (frame.t === 'ping') {
      const lost = frame.ids && this.#tab && this.#options.tabs.inbox.lost(this.#tab, frame.ids)
      this.send(lost ? JSON.stringify({ t: 'pong', lost }) : '{"t":"pong"}')
      return
    }
    if (frame.t === 'hello') {
      if (this.#greeted) throw new E_FRAME_INVALID(['the hello was there already'])
      if (this.#asked && !frame.uses) {
        throw new E_FRAME_INVALID(['the second hello does not say what the page uses'])
      }
      this.#greeted = true
      void this.#hello(frame)
      return
    }
    const tab = this.#tab
    if (!tab) {
      if (!this.#greeted) throw new E_FRAME_INVALID(['the first frame is the hello'])
      if (this.#early.length >= EARLY_FRAMES) {
        throw new E_FRAME_INVALID(['the hello is not answered yet'])
      }
      this.#early.push(bytes)
      return
    }
    const { visitor } = this.#options
    const { inbox } = this.#options.tabs
    if (frame.t === 'ack') tab.outbox.acknowledge(frame.n)
    else if (frame.t === 'prefetch') inbox.prefetch(tab, frame.url, visitor)
    else if (frame.t === 'feature') inbox.told(tab, frame, visitor)
    else inbox.receive(tab, frame, visitor)
  }

  async #hello(frame: HelloFrame): Promise<void> {
    this.#endHelloTimer()
    const { tabs, visitor, session, refusals } = this.#options
    if (frame.v !== PROTOCOL_VERSION) {
      this.close(CloseCode.VersionMismatch, 'Load the page again')
      return
    }
    try {
      if (!this.#suits(frame)) return
      this.#tab = await tabs.greeter.hello(this, frame, visitor, session)
      if (this.#socket.readyState !== this.#socket.OPEN) tabs.greeter.release(this.#tab, this)
      for (const early of this.#early.splice(0)) if (!this.#closing) this.#attempt(early)
    } catch (error) {
      const { code } = codeAndHelp(error)
      this.#sendError(error)
      if (error instanceof tabErrors.E_TAB_TOKEN) {
        refusals.warn({ code }, 'socket refused: %s', (error as Error).message)
        this.close(CloseCode.TokenRefused, 'Load the page again')
      } else if (error instanceof tabErrors.E_SESSION_PENDING) {
        this.close(CloseCode.SessionPending, 'Come again in a moment')
      } else if (error instanceof tabErrors.E_TOO_MANY_TABS) {
        refusals.warn({ code }, 'socket refused: %s', (error as Error).message)
        this.close(CloseCode.TooMuch, 'Too many tabs')
      } else if (error instanceof storeErrors.E_STORE_UNAVAILABLE) {
        refusals.error({ code, err: error }, 'socket refused: %s', (error as Error).message)
        this.close(CloseCode.TryAgain, 'The store cannot be reached')
      } else {
        refusals.error({ err: error }, 'the hello of a socket failed')
        this.close(1011, 'The hello failed')
      }
    }
  }

  /**
   * Whether this build goes on with the page of a hello. It asks for what the page uses where it has to
   * know, and sends away whom it has nothing for.
   *
   * @throws E_TAB_TOKEN
   */
  #suits(frame: HelloFrame): boolean {
    const { tabs, visitor } = this.#options
    const verdict = tabs.greeter.judge(frame, visitor)
    if (verdict === 'other') this.close(CloseCode.OtherBuild, 'This server is of another build')
    else if (verdict === 'gone') this.close(CloseCode.PageGone, 'This build has no such page')
    else if (verdict === 'unknown') {
      this.#greeted = false
      this.#asked = true
      this.#received = 0
      this.#awaitHello()
      this.send(JSON.stringify({ t: 'build', build: tabs.greeter.build }))
    }
    return verdict === 'fits'
  }

  /**
   * Refuses a frame. Its sender is told, where possible as the answer to its event; nobody else
   * notices.
   */
  #refuse(error: unknown, bytes: Buffer): void {
    this.#refused++
    const { tabs, refusals, visitor } = this.#options
    const tab = this.#tab
    const id = tab && peekEventId(bytes.subarray(0, 64).toString('latin1'))
    if (tab && id !== undefined && id > tab.lastEvent) {
      tabs.inbox.refuse(tab, id, error)
    } else {
      const said = codeAndHelp(error)
      // The others are counted until the end
      if (this.#refused > 1) refusals.note(said.code ?? 'E_FRAME_INVALID')
      else refusals.warn({ ...said, tab: tab?.id }, 'frame refused: %s', messageOf(error))
      this.#sendError(error)
    }
    if (!this.#greeted) {
      this.close(CloseCode.BadHello, 'The first frame is the hello')
    } else if (!this.#patience.consume()) {
      if (tab) tabs.inbox.forget(tab, visitor)
      this.close(CloseCode.TooMuch, 'Too many frames were refused')
    }
  }

  #sendError(error: unknown): void {
    const frame: ErrorFrame = { t: 'error', ...toEventError(error, { development: false }) }
    this.send(JSON.stringify(frame))
  }
}
