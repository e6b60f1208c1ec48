/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Hosts by which browsers may reach the application: names (`app.example.com`), with a port where only
 * that one counts, any subdomain (`*.example.com`), or a function.
 */
export type AllowedHosts = readonly string[] | ((host: string, request: IncomingMessage) => boolean)

/** How the application runs. */
type Mode = 'production' | 'development' | 'test'

/**
 * Decides whether a host is one of the application's. A name that somebody else lets point to this server
 * makes their pages look like its own, and the addresses that are made for a request would lead to them.
 */
export class HostPolicy {
  #allowed: AllowedHosts | undefined
  #mode: Mode

  /**
   * @param allowed - undefined where the application does not say: then any host is, and in development
   *   this machine and any IP address
   */
  constructor(allowed: AllowedHosts | undefined, mode: Mode) {
    this.#allowed = allowed
    this.#mode = mode
  }

  /** Whether the application says which hosts are its own. */
  get isKnown(): boolean {
    return this.#allowed !== undefined
  }

  /**
   * @param host - name and port
   * @param request - that names it
   */
  allows(host: string, request: IncomingMessage): boolean {
    const parsed = parse(host)
    if (!parsed) return false
    if (this.#mode !== 'production' && isThisMachine(parsed.name)) return true
    if (this.#allowed === undefined) return this.#mode !== 'development' || isAddress(parsed.name)
    if (typeof this.#allowed === 'function') return this.#allowed(host, request) === true
    return this.#allowed.some((pattern) => matches(pattern.toLowerCase(), parsed))
  }
}

interface Host {
  name: string
  /** With its port, where it has one. */
  full: string
}

function parse(host: string): Host | undefined {
  if (host === '' || /[/?#@\\\s]/.test(host) || !URL.canParse(`http://${host}`)) return undefined
  const { hostname } = new URL(`http://${host}`)
  return { name: hostname, full: host.toLowerCase() }
}

function matches(pattern: string, { name, full }: Host): boolean {
  if (pattern.startsWith('*.')) return name.endsWith(pattern.slice(1))
  return pattern === name || pattern === full
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
}

function isThisMachine(name: string): boolean {
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\./.test(name)
  )
}
