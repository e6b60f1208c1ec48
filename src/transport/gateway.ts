/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Encryption } from '@adonisjs/core/encryption'
import type { Logger } from '@adonisjs/core/logger'
import { SOCKET_PATH } from '../protocol/main.ts'
import type { CookieJar } from '../bridge/main.ts'
import type { TabService } from '../tabs/main.ts'
import { Connection } from './connection.ts'
import type { ConnectionLimits } from './connection.ts'
import type { OriginPolicy } from './origin_policy.ts'
import { visitorOf } from './visitor.ts'

export interface GatewayOptions {
  tabs: TabService
  logger: Logger
  encryption: Encryption
  origins: OriginPolicy
  limits: ConnectionLimits
  /** Reads the id of the browser session from its cookies; empty without one. */
  sessionOf: (jar: CookieJar) => string
  /** Host and port that a browser asked for, behind proxies too. */
  hostOf: (request: IncomingMessage) => string | null
}

/**
 * A frame over the limit is read and refused up to this many times the limit, so that its sender
 * can be told. Beyond, the socket is closed.
 */
const HARD_LIMIT_FACTOR = 4

const IDLE_CHECK_INTERVAL = 10_000

/** Milliseconds that a browser has to answer a close. */
const CLOSE_TIMEOUT = 2_000

type NodeServer = HttpServer | HttpsServer

/**
 * Opens sockets at `/_event` of the application's own HTTP server. All other upgrades are left to
 * whoever else listens.
 */
export class Gateway {
  #options: GatewayOptions
  #sockets: WebSocketServer
  #connections = new Set<Connection>()
  #idleCheck: NodeJS.Timeout | undefined
  #closing = false

  constructor(options: GatewayOptions) {
    this.#options = options
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.limits.frameSize * HARD_LIMIT_FACTOR,
    })
  }

  /** How many sockets are open. */
  get size(): number {
    return this.#connections.size
  }

  /**
   * Listens for upgrades of a server.
   */
  attach(server: NodeServer): void {
    const wantsUpgrade = upgradeDecision(server)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isSocketPath(request.url)) this.#upgrade(request, socket, head)
    })
    // Without other listeners, other upgrades stay ordinary requests, as Node treats them
    wantsUpgrade((request) => isSocketPath(request.url) || server.listenerCount('upgrade') > 1)
    this.#idleCheck ??= setInterval(() => this.#checkIdle(), IDLE_CHECK_INTERVAL).unref()
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

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origins, logger } = this.#options
    if (this.#closing) {
      refuse(socket, 503, 'Service Unavailable', {
        code: 'E_GOING_AWAY',
        message: 'The server goes away. Connect again',
      })
      return
    }
    if (!origins.allows(request)) {
      const origin = request.headers.origin ?? '(none)'
      logger.warn({ code: 'E_ORIGIN_REFUSED', origin }, 'socket refused: foreign origin')
      refuse(socket, 403, 'Forbidden', {
        code: 'E_ORIGIN_REFUSED',
        message: `Pages of ${origin} may not open sockets here. List it in allowedOrigins of config/reflex.ts`,
      })
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      const { tabs, limits, encryption, sessionOf, hostOf } = this.#options
      const visitor = visitorOf(request, encryption, hostOf(request) ?? '')
      const connection = new Connection(client, {
        tabs,
        logger,
        limits,
        visitor,
        session: sessionOf(visitor.jar),
      })
      this.#connections.add(connection)
      client.on('close', () => this.#connections.delete(connection))
    })
  }

  #checkIdle(): void {
    const now = performance.now()
    for (const connection of this.#connections) connection.checkIdle(now)
  }
}

function isSocketPath(url: string | undefined): boolean {
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

function refuse(socket: Duplex, status: number, reason: string, body: object): void {
  const text = JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
  )
}
