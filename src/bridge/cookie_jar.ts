/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import { CookieClient } from '@adonisjs/core/http'
import type { CookieOptions } from '@adonisjs/core/types/http'

/** How a cookie's value is kept from being read or forged. */
export type CookieKind = 'signed' | 'encrypted' | 'plain'

/** A cookie that an event has set and the browser does not have yet. */
export interface CookieChange {
  name: string
  kind: CookieKind
  /** undefined when the cookie is cleared. */
  value: unknown
  options: Partial<CookieOptions>
}

const MISSING = Symbol('missing')

interface KnownValue {
  signed?: unknown
  encrypted?: unknown
  plain?: unknown
}

/**
 * The cookies of one tab: those that came with its HTTP requests, and those that its events have
 * set since. A value is verified or decrypted once and not for each event, which is most of what
 * a request costs in a session-based application.
 */
export class CookieJar {
  #client: CookieClient
  #raw: Record<string, string>
  #known = new Map<string, KnownValue>()
  #changes = new Map<string, CookieChange>()

  constructor(header: string | undefined, encryption: Encryption) {
    this.#client = new CookieClient(encryption)
    this.#raw = parseCookieHeader(header)
  }

  /**
   * The value of a cookie, checked.
   *
   * @returns null when it is absent or was tampered with
   */
  read(name: string, kind: CookieKind, encoded = true): unknown {
    const raw = this.#raw[name]
    if (raw === undefined) return null
    if (kind === 'plain') return this.#client.decode(name, raw, encoded)
    let known = this.#known.get(name)
    if (!known) this.#known.set(name, (known = {}))
    const value = kind in known ? known[kind] : (known[kind] = this.#open(name, raw, kind))
    return value === MISSING ? null : value
  }

  /** Raw values by name, as the request header has them. */
  list(): Record<string, string> {
    return this.#raw
  }

  /**
   * Notes a cookie that an event sets. The tab's next events see it.
   *
   * @returns whether that changes anything: a session sets its id with each response
   */
  write(change: CookieChange): boolean {
    const { name, kind, value } = change
    if (value === undefined) {
      if (!(name in this.#raw)) return false
      delete this.#raw[name]
      this.#known.delete(name)
    } else {
      if (sameValue(this.read(name, kind), value)) return false
      const packed = this.#pack(change)
      if (packed === null) return false
      this.#raw[name] = packed
      this.#known.set(name, { [kind]: value })
    }
    this.#changes.set(name, change)
    return true
  }

  /** Changes that the browser does not have yet, in the order in which they were made. */
  get changes(): CookieChange[] {
    return [...this.#changes.values()]
  }

  /** The browser has them. */
  clearChanges(): void {
    this.#changes.clear()
  }

  #open(name: string, raw: string, kind: CookieKind): unknown {
    const value =
      kind === 'signed' ? this.#client.unsign(name, raw) : this.#client.decrypt(name, raw)
    return value ?? MISSING
  }

  #pack({ name, kind, value, options }: CookieChange): string | null {
    if (kind === 'signed') return this.#client.sign(name, value)
    if (kind === 'encrypted') return this.#client.encrypt(name, value)
    const { stringify, encode } = options as { stringify?: boolean; encode?: boolean }
    return this.#client.encode(name, value, stringify ?? encode) as string | null
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return JSON.stringify(a) === JSON.stringify(b)
}

function parseCookieHeader(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null)
  for (const part of header?.split(';') ?? []) {
    const index = part.indexOf('=')
    if (index === -1) continue
    const name = part.slice(0, index).trim()
    // The first one counts, as in the cookie parser of the HTTP server
    if (name === '' || name in cookies) continue
    let value = part.slice(index + 1).trim()
    if (value.startsWith('"')) value = value.slice(1, -1)
    cookies[name] = decode(value)
  }
  return cookies
}

function decode(value: string): string {
  try {
    return value.includes('%') ? decodeURIComponent(value) : value
  } catch {
    return value
  }
}
