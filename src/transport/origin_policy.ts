/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'

/**
 * Which origins may open a socket besides the application's own: exact origins
 * (`https://app.example.com`), any subdomain (`https://*.example.com`), or a function.
 */
export type AllowedOrigins =
  readonly string[] | ((origin: string, request: IncomingMessage) => boolean)

/** What the policy must know of how the application is reached. */
export interface OriginContext {
  /** Host and port that the browser asked for, behind proxies too. */
  host: (request: IncomingMessage) => string | null
  /** `http` or `https`, behind proxies too. */
  protocol: (request: IncomingMessage) => string
}

/**
 * Decides whether a page of an origin may open a socket. A browser lets any site open a socket
 * anywhere and sends its cookies along, so this check is what keeps other sites out.
 */
export class OriginPolicy {
  #allowed: AllowedOrigins
  #context: OriginContext

  constructor(allowed: AllowedOrigins, context: OriginContext) {
    this.#allowed = allowed
    this.#context = context
  }

  /**
   * A request without an origin does not come from a page; it is refused as well.
   */
  allows(request: IncomingMessage): boolean {
    const { origin } = request.headers
    if (origin === undefined || origin === 'null') return false
    const parsed = parse(origin)
    if (!parsed) return false
    if (this.#isOwn(parsed, request)) return true
    if (typeof this.#allowed === 'function') return this.#allowed(origin, request) === true
    return this.lists(parsed)
  }

  /** Whether an address is of the very origin that a request asks. */
  isOwn(address: string, request: IncomingMessage): boolean {
    const parsed = parse(address)
    return parsed !== undefined && this.#isOwn(parsed, request)
  }

  /** Whether the configuration names an origin, and does not decide about it by a function. */
  lists(origin: URL): boolean {
    if (typeof this.#allowed === 'function') return false
    return this.#allowed.some((pattern) => matches(pattern, origin))
  }

  #isOwn(origin: URL, request: IncomingMessage): boolean {
    const host = this.#context.host(request)
    if (host === null) return false
    return parse(`${this.#context.protocol(request)}://${host}`)?.origin === origin.origin
  }
}

function parse(origin: string): URL | undefined {
  try {
    return new URL(origin)
  } catch {
    return undefined
  }
}

function matches(pattern: string, origin: URL): boolean {
  const wildcard = /^([a-z][a-z0-9+.-]*:)\/\/\*\.([^/]+)$/i.exec(pattern)
  if (!wildcard) return parse(pattern)?.origin === origin.origin
  const [, protocol, host] = wildcard
  return (
    origin.protocol === protocol.toLowerCase() && origin.host.endsWith(`.${host.toLowerCase()}`)
  )
}
