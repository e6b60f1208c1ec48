/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Encryption } from '@adonisjs/core/encryption'
import type { Logger } from '@adonisjs/core/logger'
import type { LimitedLog } from '../logging/main.ts'
import { SOCKET_PATH } from '../protocol/main.ts'
import type { CookieJar, Visitor } from '../bridge/main.ts'
import type { TabService } from '../tabs/main.ts'
import { figures } from '../telemetry/main.ts'
import { Connection } from './connection.ts'
import type { ConnectionLimits } from './connection.ts'
import type { HostPolicy } from './host_policy.ts'
import type { OriginPolicy } from './origin_policy.ts'
import { originAdvice } from './proxy_advice.ts'
import { expectErrors, refuseUpgrade } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { stopListening } from './stop_listening.ts'
import { Traffic } from './traffic.ts'
import { visitorOf } from './visitor.ts'

export interface GatewayOptions {
  tabs: TabService
  logger: Logger
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  encryption: Encryption
  origins: OriginPolicy
  hosts: HostPolicy
  limits: ConnectionLimits
  /** Reads the id of the browser session from its cookies; empty without one. */
  sessionOf: (jar: CookieJar) => string
  /** Host and port that a browser asked for, behind proxies too. */
  hostOf: (request: IncomingMessage) => string | null
  /** `http` or `https`, behind proxies too. */
  protocolOf: (request: IncomingMessage) => string
}

/**
 * A frame over the limit is read and refused up to this many times the limit, so that its sender
 * can be told. Beyond, the socket is closed.
 */
const HARD_LIMIT_FACTOR = 4

/** Bytes of the largest limit of a frame: ws reads the hard one as 32 bits. */
export const LARGEST_FRAME = Math.floor((2 ** 31 - 1) / HARD_LIMIT_FACTOR)

const IDLE_CHECK_INTERVAL = 10_000

/**
 * Parts that a frame may come in, as fragments or as chunks of the network, where it has no more bytes
 * than most limits allow. Each part costs memory, however short it is.
 */
const MIN_PARTS = 1_024

/** Bytes of a part where a frame may have more: a packet of the network has over twice as many. */
const PART_SIZE = 512

/** Milliseconds that a browser has to answer a close. */
const CLOSE_TIMEOUT = 2_000

const GOING_AWAY: Refusal = {
  status: 503,
  code: 'E_GOING_AWAY',
  message: 'The server goes away. Connect again',
}

const FAILED: Refusal = {
  status: 500,
  code: 'E_UPGRADE_FAILED',
  message: 'The socket could not be opened',
}

const UNKNOWN_PATH: Refusal = {
  status: 404,
  code: 'E_UPGRADE_FAILED',
  message: 'There are no sockets here',
}

type NodeServer = HttpServer | HttpsServer

/**
 * Opens sockets at `/_event` of the application's own HTTP server. All other upgrades are left to
 * whoever else listens.
 */
export class Gateway {
  #options: GatewayOptions
  #sockets: WebSocketServer
  #connections = new Set<Connection>()
  #traffic = new Traffic()
  #servers = new Set<NodeServer>()
  #idleCheck: NodeJS.Timeout | undefined
  #closing = false

  constructor(options: GatewayOptions) {
    this.#options = options
    const maxPayload = options.limits.frameSize * HARD_LIMIT_FACTOR
    const maxParts = Math.max(MIN_PARTS, Math.ceil(maxPayload / PART_SIZE))
    const limits = {
      maxPayload,
      maxFragments: maxParts,
      maxBufferedChunks: maxParts,
      // Its types do not know it yet
      closeTimeout: CLOSE_TIMEOUT,
    }
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      ...limits,
    })
  }

  /** How many sockets are open. */
  get size(): number {
    return this.#connections.size
  }

  /** Bytes of all sockets, those that have closed included. */
  get bytes(): { received: number; sent: number } {
    return this.#traffic.bytes
  }

  /** Whether it takes no more sockets. */
  get closing(): boolean {
    return this.#closing
  }

  /**
   * Listens for upgrades of a server.
   */
  attach(server: NodeServer): void {
    this.#servers.add(server)
    server.once('close', () => this.#servers.delete(server))
    const wantsUpgrade = upgradeDecision(server)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      expectErrors(socket)
      if (isSocketPath(request.url)) this.#upgrade(request, socket, head)
      // Where Node does not ask before, it hands over what nobody else takes
      else if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket, UNKNOWN_PATH)
    })
    // Without other listeners, other upgrades stay ordinary requests, as Node treats them
    wantsUpgrade((request) => isSocketPath(request.url) || server.listenerCount('upgrade') > 1)
    this.#idleCheck ??= setInterval(
      () => setImmediate(() => this.#checkIdle()),
      IDLE_CHECK_INTERVAL
    ).unref()
  }

  /**
   * Serves a socket that no network has brought, as tests have one. Its frames may come as fast as they
   * can.
   */
  serve(client: WebSocket, visitor: Visitor): void {
    const limits = { ...this.#options.limits, eventsPerSecond: Number.MAX_SAFE_INTEGER }
    this.#connect(client, visitor, this.#options.sessionOf(visitor.jar), limits)
  }

  /** Takes no more sockets. Those that are open stay. */
  refuse(): void {
    this.#closing = true
    clearInterval(this.#idleCheck)
    this.#idleCheck = undefined
  }

  /** Tells all browsers to connect elsewhere, and cuts those that do not answer in time. */
  async close(): Promise<void> {
    this.refuse()
    const closed = [...this.#connections].map((connection) => connection.end(CLOSE_TIMEOUT))
    await Promise.all(closed)
    this.#sockets.close()
  }

  /** Lets nobody connect any more, and loses nobody who has. What they ask for is still answered. */
  async stopListening(): Promise<void> {
    await Promise.all([...this.#servers].map(stopListening))
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    try {
      const refusal = this.#closing ? GOING_AWAY : this.#judge(request)
      // The log has the others
      if (refusal === GOING_AWAY) this.#options.refusals.note(refusal.code)
      if (refusal) refuseUpgrade(socket, refusal)
      else this.#accept(request, socket, head)
    } catch (error) {
      // A function of the configuration decides, and a cookie may hold anything
      this.#options.refusals.error({ err: error }, 'the upgrade of a socket failed')
      refuseUpgrade(socket, FAILED)
    }
  }

  /** Why an upgrade is refused; undefined when it is not. */
  #judge(request: IncomingMessage): Refusal | undefined {
    const { origins, hosts, refusals, hostOf, protocolOf } = this.#options
    const seen = { host: hostOf(request), protocol: protocolOf(request) }
    const { origin = '(none)' } = request.headers
    if (!origins.allows(request)) {
      const advice = originAdvice(request, seen)
      const fields = { code: 'E_ORIGIN_REFUSED', origin, ...seen }
      refusals.warn(fields, 'socket refused: foreign origin. %s', advice)
      const message = `Pages of ${origin} may not open sockets here. ${advice}`
      return { status: 403, code: 'E_ORIGIN_REFUSED', message }
    }
    const document = new URL(origin)
    const host = seen.host ?? ''
    const foreign = !hosts.allows(host, request)
      ? host
      : document.host !== host && !origins.lists(document) && !hosts.allows(document.host, request)
        ? document.host
        : undefined
    if (foreign === undefined) return undefined
    const advice = `When "${foreign}" is a host of the application, list it in allowedHosts of config/reflex.ts`
    refusals.warn(
      { code: 'E_HOST_REFUSED', origin, host },
      'socket refused: foreign host. %s',
      advice
    )
    return {
      status: 403,
      code: 'E_HOST_REFUSED',
      message: `This is another application. ${advice}`,
    }
  }

  #accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { encryption, hostOf } = this.#options
    const visitor = visitorOf(request, encryption, hostOf(request) ?? '')
    const session = this.#options.sessionOf(visitor.jar)
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      const connection = this.#connect(client, visitor, session, this.#options.limits, socket)
      socket.on('data', (chunk: Buffer) => connection.count(chunk.length))
      this.#traffic.add(socket)
    })
  }

  #connect(
    client: WebSocket,
    visitor: Visitor,
    session: string,
    limits: ConnectionLimits,
    wire?: Duplex
  ): Connection {
    const { tabs, logger, refusals } = this.#options
    const options = { tabs, logger, refusals, limits, visitor, session }
    const connection = new Connection(client, wire, options)
    this.#connections.add(connection)
    figures.accepted++
    client.on('close', () => this.#connections.delete(connection))
    return connection
  }

  #checkIdle(): void {
    const now = performance.now()
    for (const connection of this.#connections) connection.checkIdle(now)
  }
}

/** Whether an address is that of sockets. */
export function isSocketPath(url: string | undefined): boolean {
  return url === SOCKET_PATH || url?.startsWith(`${SOCKET_PATH}?`) === true
}

/**
 * Node asks a server for each upgrade whether to make it one; how to answer is a property that
 * older versions do not have.
 */
function upgradeDecision(server: NodeServer) {
  return (decide: (request: IncomingMessage) => boolean): void => {
    const target = server as { shouldUpgradeCallback?: (request: IncomingMessage) => boolean }
    if (typeof target.shouldUpgradeCallback === 'function') target.shouldUpgradeCallback = decide
  }
}
