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

/**
 * A value that was opened. An object is kept as text: whoever reads it may change it, as a session
 * does, and must change nothing but its own copy.
 */
type Opened = { scalar: unknown } | { json: string }

function keep(value: unknown): Opened {
  const isObject = typeof value === 'object' && value !== null
  return isObject ? { json: JSON.stringify(value) } : { scalar: value }
}

function give(opened: Opened): unknown {
  return 'json' in opened ? JSON.parse(opened.json) : opened.scalar
}

/**
 * A cookie is sent again without a change of its value when that share of its age has gone by, so
 * that a session that only events use does not expire in the browser.
 */
const RENEW_AFTER = 0.25

type KnownValues = Partial<Record<CookieKind, Opened>>

/**
 * Values that several jars of the same browser have verified or decrypted, by kind, name and text.
 */
export type OpenedCookies = Map<string, Opened>

/**
 * The cookies of one tab: those that came with its HTTP requests, and those that its events have
 * set since. A value is verified or decrypted once and not for each event, which is most of what
 * a request costs in a session-based application.
 */
export class CookieJar {
  #client: CookieClient
  #raw: Record<string, string>
  #known = new Map<string, KnownValues>()
  /** Changes that no ticket carries yet. */
  #changes = new Map<string, CookieChange>()
  /** Changes on their way to the browser. */
  #underway = new Map<string, CookieChange>()
  /** When a cookie was last known to be sent, in milliseconds of the monotonic clock. */
  #sentAt = new Map<string, number>()
  #createdAt = performance.now()
  #opened: OpenedCookies | undefined

  /** @param opened - what other jars of the browser have opened, and what they find of this one */
  constructor(header: string | undefined, encryption: Encryption, opened?: OpenedCookies) {
    this.#client = new CookieClient(encryption)
    this.#raw = parseCookieHeader(header)
    this.#opened = opened
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
    return give((known[kind] ??= this.#openOnce(name, raw, kind)))
  }

  /** Raw values by name, as the request header has them. */
  list(): Record<string, string> {
    return this.#raw
  }

  /**
   * Notes a cookie that an event sets. The tab's next events see it.
   *
   * @param check - is called before anything changes, and throws where no header could say it
   * @returns whether that changes anything: a session sets its id with each response
   */
  write(change: CookieChange, check?: () => void): boolean {
    const { name, kind, value } = change
    if (value === undefined) {
      if (!(name in this.#raw)) return false
      check?.()
      delete this.#raw[name]
      this.#known.delete(name)
    } else {
      if (sameValue(this.read(name, kind), value) && !this.#isOld(change)) return false
      const packed = this.#pack(change)
      if (packed === null) return false
      check?.()
      this.#raw[name] = packed
      this.#known.set(name, { [kind]: keep(value) })
      // A text is the same once it is read; of other values, JSON may leave something out
      if (typeof value === 'string') this.#opened?.set(keyOf(name, packed, kind), keep(value))
    }
    this.#changes.set(name, change)
    this.#sentAt.set(name, performance.now())
    return true
  }

  /**
   * Takes the changes that are to be brought to the browser, in the order in which they were made.
   */
  take(): CookieChange[] {
    const changes = [...this.#changes.values()]
    for (const change of changes) this.#underway.set(change.name, change)
    this.#changes.clear()
    return changes
  }

  /** The browser has all that was taken. */
  confirm(): void {
    this.#underway.clear()
  }

  /**
   * Takes over from the jar of the tab's last socket what the browser has not been given.
   */
  inherit(previous: CookieJar): void {
    for (const change of [...previous.#underway.values(), ...previous.#changes.values()]) {
      this.write(change)
    }
  }

  /**
   * Takes over what another tab's jar has written, and what the browser has from there.
   *
   * @param cookies - raw values by name; null for one that is gone
   */
  learn(cookies: Readonly<Record<string, string | null>>): void {
    for (const [name, raw] of Object.entries(cookies)) {
      this.#known.delete(name)
      if (raw === null) delete this.#raw[name]
      else this.#raw[name] = raw
    }
  }

  #isOld({ name, options }: CookieChange): boolean {
    const { maxAge } = options
    if (typeof maxAge !== 'number') return false
    const age = performance.now() - (this.#sentAt.get(name) ?? this.#createdAt)
    return age > maxAge * 1_000 * RENEW_AFTER
  }

  #openOnce(name: string, raw: string, kind: CookieKind): Opened {
    if (!this.#opened) return this.#open(name, raw, kind)
    const key = keyOf(name, raw, kind)
    const opened = this.#opened.get(key) ?? this.#open(name, raw, kind)
    this.#opened.set(key, opened)
    return opened
  }

  #open(name: string, raw: string, kind: CookieKind): Opened {
    const client = this.#client
    return keep((kind === 'signed' ? client.unsign(name, raw) : client.decrypt(name, raw)) ?? null)
  }

  #pack({ name, kind, value, options }: CookieChange): string | null {
    if (kind === 'signed') return this.#client.sign(name, value)
    if (kind === 'encrypted') return this.#client.encrypt(name, value)
    const { stringify, encode } = options as { stringify?: boolean; encode?: boolean }
    return this.#client.encode(name, value, stringify ?? encode) as string | null
  }
}

function keyOf(name: string, raw: string, kind: CookieKind): string {
  return `${kind} ${name}=${raw}`
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
