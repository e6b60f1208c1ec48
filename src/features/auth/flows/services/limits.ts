/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isIPv6 } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import type { LimiterManager } from '@adonisjs/limiter'
import type { LimitedFlow, ResolvedAuthConfig } from '../configuration.ts'
import { digest } from './digest.ts'

type AnyLimiter = Pick<LimiterManager<Record<string, never>>, 'use'>

/** Groups of an IPv6 address that belong to one household. */
const HOUSEHOLD_GROUPS = 4

/** Counts the tries of flows, by account and by IP address. */
export class FlowLimits {
  #limiter: AnyLimiter
  #config: ResolvedAuthConfig

  constructor(limiter: AnyLimiter, config: ResolvedAuthConfig) {
    this.#limiter = limiter
    this.#config = config
  }

  /**
   * Counts a try.
   *
   * @param account - what is tried: an address, or the id of a user
   * @returns seconds until the next one, beyond a limit
   */
  async consume(
    flow: LimitedFlow,
    { request, response }: HttpContext,
    account: string | number
  ): Promise<number | undefined> {
    const { requests, requestsPerIp } = this.#config.limits[flow]
    const wait =
      (await this.#take(flow, requestsPerIp, ipKey(request.ip()))) ??
      (await this.#take(flow, requests, accountKey(account)))
    if (wait === undefined) return undefined
    response.header('retry-after', String(wait))
    return wait
  }

  /** A try has succeeded: those before it do not count against the account. */
  async forgive(flow: LimitedFlow, account: string | number): Promise<void> {
    const { requests } = this.#config.limits[flow]
    await this.#use(flow, requests).delete(keyOf(flow, accountKey(account)))
  }

  async #take(flow: LimitedFlow, requests: number, key: string): Promise<number | undefined> {
    const { consumed, limit, availableIn } = await this.#use(flow, requests).increment(
      keyOf(flow, key)
    )
    return consumed > limit ? Math.max(1, Math.ceil(availableIn)) : undefined
  }

  #use(flow: LimitedFlow, requests: number) {
    const { limits, limiterStore } = this.#config
    const options = { requests, duration: `${Math.ceil(limits[flow].duration / 1_000)} seconds` }
    return limiterStore === undefined
      ? this.#limiter.use(options)
      : this.#limiter.use(limiterStore as never, options)
  }
}

function keyOf(flow: LimitedFlow, key: string): string {
  return `auth_${flow}_${key}`
}

/** Of one length, whatever a visitor has typed. */
function accountKey(account: string | number): string {
  return `account_${digest(String(account))}`
}

/** Whoever has an IPv6 address has as many as they like that begin the same. */
function ipKey(ip: string): string {
  return `ip_${isIPv6(ip) && !ip.includes('.') ? prefixOf(ip) : ip}`
}

function prefixOf(ip: string): string {
  const [head, tail = ''] = ip.split('::')
  const first = head.split(':').filter(Boolean)
  const last = tail.split(':').filter(Boolean)
  const zeros = ip.includes('::')
    ? Array.from({ length: 8 - first.length - last.length }, () => '0')
    : []
  const groups = [...first, ...zeros, ...last].slice(0, HOUSEHOLD_GROUPS)
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
