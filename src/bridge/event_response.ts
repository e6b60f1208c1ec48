/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Readable } from 'node:stream'
import type { Encryption } from '@adonisjs/core/encryption'
import { HttpResponse } from '@adonisjs/core/http'
import type { Qs, Router } from '@adonisjs/core/http'
import type { CookieOptions, ServerConfig } from '@adonisjs/core/types/http'
import type { CookieChange, CookieKind } from './cookie_jar.ts'
import type { Exchange } from './exchange.ts'
import type { SyntheticMessage, SyntheticReply } from './synthetic.ts'

/**
 * The response of an event: it records what middleware and handler set and sends nothing.
 */
export class EventResponse extends HttpResponse {
  readonly exchange: Exchange
  #reply: SyntheticReply
  #cookieDefaults: Partial<CookieOptions>

  constructor(
    message: SyntheticMessage,
    reply: SyntheticReply,
    exchange: Exchange,
    encryption: Encryption,
    config: ServerConfig,
    router: Router,
    qs: Qs
  ) {
    super(message.asMessage(), reply.asReply(), encryption, config, router, qs)
    this.exchange = exchange
    this.#reply = reply
    this.#cookieDefaults = config.cookie
  }

  override cookie(key: string, value: unknown, options?: Partial<CookieOptions>): this {
    return this.#setCookie('signed', key, value, options)
  }

  override encryptedCookie(key: string, value: unknown, options?: Partial<CookieOptions>): this {
    return this.#setCookie('encrypted', key, value, options)
  }

  override plainCookie(
    key: string,
    value: unknown,
    options?: Partial<CookieOptions & { encode: boolean; stringify: boolean }>
  ): this {
    return this.#setCookie('plain', key, value, options)
  }

  override clearCookie(key: string, options?: Partial<Omit<CookieOptions, 'expires' | 'maxAge'>>) {
    this.#write({
      name: key,
      kind: 'plain',
      value: undefined,
      options: { ...this.#cookieDefaults, ...options },
    })
    return this
  }

  /** Nobody gets the body, nor hears of its errors. */
  override stream(...[body, ...rest]: Parameters<HttpResponse['stream']>): void {
    super.stream(body, ...rest)
    if (body instanceof Readable) body.on('error', () => {})
  }

  /**
   * Ends the request as Node would, so that `http:request_completed` is emitted.
   */
  override finish(): void {
    this.setRequestId()
    this.#dropBody()
    const location = this.getHeader('location')
    this.exchange.location = typeof location === 'string' ? location : undefined
    this.#reply.end()
  }

  /** A file would stay open, since nobody reads it to its end. */
  #dropBody(): void {
    const body = this.outgoingStream
    if (!body) return
    if (body instanceof ReadableStream) body.cancel().catch(() => {})
    else body.destroy()
  }

  #setCookie(
    kind: CookieKind,
    name: string,
    value: unknown,
    options?: Partial<CookieOptions>
  ): this {
    if (value === undefined || value === null) return this
    this.#write({ name, kind, value, options: { ...this.#cookieDefaults, ...options } })
    return this
  }

  /**
   * @throws TypeError for what a response would refuse, as it does for a controller
   */
  #write(change: CookieChange): void {
    this.exchange.jar.write(change, () => this.#checkHeader(change))
  }

  /** Has the header made that is to come, since nobody could be told of a failure then. */
  #checkHeader({ name, kind, value, options }: CookieChange): void {
    const before = this.getHeader('set-cookie')
    if (value === undefined) super.clearCookie(name, options)
    // What is signed or encrypted has no character of its own in the header
    else super.plainCookie(name, kind === 'plain' ? value : 'x', options)
    this.removeHeader('set-cookie')
    if (before !== undefined) this.header('set-cookie', before as string[])
  }
}
