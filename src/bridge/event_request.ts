/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import { HttpRequest } from '@adonisjs/core/http'
import type { Qs } from '@adonisjs/core/http'
import type { ServerConfig } from '@adonisjs/core/types/http'
import type { Exchange } from './exchange.ts'
import type { SyntheticMessage, SyntheticReply } from './synthetic.ts'

/**
 * The request of an event: a GET of the tab's page. Its cookies come from the tab's jar.
 */
export class EventRequest extends HttpRequest {
  readonly exchange: Exchange

  constructor(
    message: SyntheticMessage,
    reply: SyntheticReply,
    exchange: Exchange,
    encryption: Encryption,
    config: ServerConfig,
    qs: Qs
  ) {
    super(message.asMessage(), reply.asReply(), encryption, config, qs)
    this.exchange = exchange
  }

  override cookiesList(): Record<string, string> {
    return this.exchange.jar.list()
  }

  // The default stands for each falsy value, as in the class above: an event sees what a request would
  override cookie(key: string, defaultValue?: unknown) {
    return this.exchange.jar.read(key, 'signed') || defaultValue
  }

  override encryptedCookie(key: string, defaultValue?: unknown) {
    return this.exchange.jar.read(key, 'encrypted') || defaultValue
  }

  override plainCookie(key: string, second?: unknown, third?: boolean) {
    if (isPlainOptions(second)) {
      return this.exchange.jar.read(key, 'plain', second.encoded) || second.defaultValue
    }
    return this.exchange.jar.read(key, 'plain', third) || second
  }
}

function isPlainOptions(value: unknown): value is { defaultValue?: unknown; encoded?: boolean } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
