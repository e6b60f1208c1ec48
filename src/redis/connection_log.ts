/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import type { Redis } from 'ioredis'
import { refusalOf } from './refusals.ts'
import { withoutArguments } from './without_arguments.ts'

/** Milliseconds in which a problem is said once, whatever the number of attempts. */
const INTERVAL = 60_000

/**
 * Says of the connections to one server when they are lost and when they are back. Each of them is tried
 * again every second, and none of these attempts is a line of its own.
 */
export class ConnectionLog {
  #logger: Pick<Logger, 'error' | 'info'>
  /** When each kind of problem was said last, in milliseconds of the monotonic clock. */
  #said = new Map<string, number>()
  #isLost = false

  constructor(logger: Pick<Logger, 'error' | 'info'>) {
    this.#logger = logger
  }

  /** Hears of a connection: when it fails, and when it is ready. */
  watch(redis: Redis): void {
    redis.on('error', (error: unknown) => this.failed(error))
    redis.on('ready', () => this.#ready())
  }

  /** An attempt has failed. */
  failed(cause: unknown): void {
    const error = withoutArguments(cause)
    const message = messageOf(error)
    // Addresses and ports are no other kind of problem
    const kind = message.split(/[\s:]+/, 2).join(' ')
    const now = performance.now()
    if (now - (this.#said.get(kind) ?? -Infinity) < INTERVAL) return
    this.#said.set(kind, now)
    this.#isLost = true
    const refusal = refusalOf(error)
    const fields = refusal
      ? { code: refusal.code, help: refusal.help }
      : { code: 'E_STORE_UNAVAILABLE' }
    const text = 'redis cannot be used: %s. It is tried again every second'
    this.#logger.error({ err: error, ...fields }, text, message)
  }

  #ready(): void {
    if (!this.#isLost) return
    this.#isLost = false
    this.#logger.info('redis can be used again')
  }
}

/** Where a name has several addresses, their errors have the reasons. */
function messageOf(error: Error): string {
  const { errors, code } = error as Error & { errors?: Error[]; code?: string }
  return error.message || errors?.[0]?.message || code || error.name
}
